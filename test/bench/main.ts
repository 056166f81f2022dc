// npm run bench: measures, prints tables of ratios, writes .bench/results.json. With --quick: less of everything, no file.
// Words name suites to run: startup, phases, many, links, growth, routes, foreign, codec, dump.
import { writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { growth } from './growth.ts';
import { links } from './links.ts';
import { many } from './many.ts';
import { phases } from './phases.ts';
import { OUT } from './place.ts';
import { phasesText, resultText, rowsOf } from './report.ts';
import { foreign, routes } from './routes.ts';
import { startup } from './startup.ts';
import { type Extent, FULL, QUICK, type Result } from './suite.ts';
import { codec, dump } from './wire.ts';

const words = process.argv.slice(2);
const quick = words.includes('--quick');
const chosen = words.filter((word) => !word.startsWith('-'));
const extent = quick ? QUICK : FULL;

const SUITES: Readonly<Record<string, (extent: Extent) => Promise<Result>>> = {
  startup,
  many,
  links,
  growth,
  routes,
  foreign,
  codec,
  dump,
};

const results: Record<string, unknown> = {};
for (const [name, suite] of Object.entries(SUITES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const result = await suite(extent);
  process.stdout.write(`${resultText(result)}\n`);
  results[name] = { ...result, comparisons: rowsOf(result) };
}
if (chosen.length === 0 || chosen.includes('phases')) {
  const found = await phases(extent);
  process.stdout.write(phasesText(found));
  results['phases'] = Object.fromEntries(found);
}
if (!quick) {
  const file = join(OUT, 'results.json');
  const machine = {
    node: process.version,
    kernel: release(),
    processor: cpus()[0]?.model,
    processors: cpus().length,
  };
  writeFileSync(
    file,
    `${JSON.stringify({ date: new Date().toISOString(), machine, extent, results }, null, 1)}\n`,
  );
  process.stdout.write(`\nwritten to ${file}\n`);
}
