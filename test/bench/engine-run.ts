// A program of its own: node engine-run.js CONFIG[,CONFIG]... STATE-DIR NETNS... applies the configuration to each namespace
// in turn, of several configurations the next one each time, and prints what the engine alone took each time, reading the
// configuration not included.
import { readFileSync } from 'node:fs';
import { compileLater } from '../../src/cli/compile-later.ts';
import { configure } from '../../src/config/configure.ts';
import { applyConfiguration } from '../../src/engine/index.ts';
import { NOTHING_DECLARED } from '../../src/model/index.ts';
import type { Sample } from './sample.ts';

const [config = '', stateDir = '', ...namespaces] = process.argv.slice(2);
const texts = config.split(',').map((file) => ({ file, text: readFileSync(file, 'utf8') }));
// As the program does.
await compileLater(texts[0]?.text.length ?? 0, async () => {});
const declarations = texts.map((source) => {
  const { declaration, diagnostics } = configure([source]);
  if (diagnostics.some((d) => d.severity === 'error')) throw new Error(`${source.file} is not valid`);
  return declaration;
});
const samples: Sample[] = [];
for (const [i, netns] of namespaces.entries()) {
  const declaration = declarations[i % declarations.length] ?? NOTHING_DECLARED;
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
