// A program of its own: node yaml-run.js WHAT FILE reads a configuration once, as a new process does, and prints what that took:
// `nlapply` with all that is checked and with the place of everything, `js-yaml` as the plain value of its YAML.
import { readFileSync } from 'node:fs';

const [what = '', file = ''] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');

/** Loads what reads, so that only reading is measured. */
async function reader(): Promise<() => unknown> {
  if (what === 'js-yaml') {
    const { load } = await import('js-yaml');
    return () => load(text);
  }
  const { configure } = await import('../../src/config/configure.ts');
  const { compileLater } = await import('../../src/cli/compile-later.ts');
  await compileLater(text.length, async () => {});
  return () => {
    const { declaration, diagnostics } = configure([{ file, text }]);
    if (diagnostics.some(({ severity }) => severity === 'error')) throw new Error(`${file} is not valid`);
    return declaration;
  };
}

const read = await reader();
const cpu = process.cpuUsage();
const start = performance.now();
const kept = read();
const wall = performance.now() - start;
const { user, system } = process.cpuUsage(cpu);
if (kept === undefined) throw new Error(`${file} is empty`);
// In KiB, as in measure.c.
const { maxRSS } = process.resourceUsage();
process.stdout.write(JSON.stringify({ wall, cpu: (user + system) / 1000, rss: maxRSS }));
