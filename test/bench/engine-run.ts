// A program of its own: node engine-run.js CONFIG STATE-DIR NETNS... applies the configuration to each namespace in turn
// and prints what the engine alone took each time, reading the configuration not included.
import { readFileSync } from 'node:fs';
import { compileLater } from '../../src/cli/compile-later.ts';
import { configure } from '../../src/config/configure.ts';
import { applyConfiguration } from '../../src/engine/index.ts';
import type { Sample } from './sample.ts';

const [config = '', stateDir = '', ...namespaces] = process.argv.slice(2);
const text = readFileSync(config, 'utf8');
// As the program does.
await compileLater(text.length);
const { declaration, diagnostics } = configure([{ file: config, text }]);
if (diagnostics.some((d) => d.severity === 'error')) throw new Error(`${config} is not valid`);
const samples: Sample[] = [];
for (const netns of namespaces) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = await applyConfiguration(declaration, {
    netns,
    stateDir,
    waitLinks: 0,
    onError: 'rollback',
    allowRecreate: false,
    verify: true,
  });
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  if (result.failures.length + result.remaining.length > 0) throw new Error('the network is not as declared');
  samples.push({ wall, cpu: (user + system) / 1000 });
}
process.stdout.write(JSON.stringify(samples));
