// npm run bench [-- --quick] [-- SUITE...]: builds what is missing and runs the benchmarks of test/bench. Asserts no time.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { bundleProgram } from './bundle.mjs';
import { root } from './freshness.mjs';
import { die, step } from './step.mjs';

const out = join(root, '.bench');

function needs() {
  const missing = ['gcc', 'ip', 'unshare', 'nsenter'].filter(
    (tool) => !(process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool))),
  );
  if (missing.length > 0) die(`the benchmarks need ${missing.join(', ')} (gcc, iproute2, util-linux)`);
  if (process.getuid() !== 0) die('the benchmarks make network namespaces: run them as root');
}

function compile(name) {
  step(`${name}.c`, 'gcc', ['-O2', '-Wall', '-o', join(out, name), `test/bench/${name}.c`]);
}

needs();
step('preparation', process.execPath, ['scripts/prepare.mjs']);
mkdirSync(out, { recursive: true });
for (const name of ['measure', 'routes']) compile(name);
// The program that times the stages has to be what is timed: made as nlapply is, but for the code cache.
const phases = join(out, 'phases');
mkdirSync(join(phases, 'bin'), { recursive: true });
copyFileSync(join(root, 'bin/nlapply.cjs'), join(phases, 'bin/nlapply.cjs'));
await bundleProgram(join(root, 'dist/test/bench/phases-run.js'), join(phases, 'dist'));
const main = join(root, 'dist/test/bench/main.js');
const { status } = spawnSync(process.execPath, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
