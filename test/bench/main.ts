// npm run bench: measures, prints tables of ratios, writes .bench/results.json (suites that were not run now stay in it) and
// .bench/chart.svg. With --publish: the chart of docs/performance.md. With --quick: less of everything, no files.
// Words name suites to run: startup, phases, addresses, many, reading, links, growth, routes, foreign, codec, dump.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { chart } from './chart.ts';
import { growth } from './growth.ts';
import { links } from './links.ts';
import { addresses, many } from './many.ts';
import { phases } from './phases.ts';
import { OUT, ROOT } from './place.ts';
import { reading } from './reading.ts';
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
  addresses,
  many,
  reading,
  links,
  growth,
  routes,
  foreign,
  codec,
  dump,
};

interface Kept {
  readonly machine: object;
  readonly suites: Readonly<Record<string, Result>>;
  readonly stages: unknown;
}

const measured: Record<string, Result> = {};
for (const [name, suite] of Object.entries(SUITES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const result = await suite(extent);
  process.stdout.write(`${resultText(result)}\n`);
  measured[name] = result;
}
let stages: unknown;
if (chosen.length === 0 || chosen.includes('phases')) {
  const found = await phases(extent);
  process.stdout.write(phasesText(found));
  stages = Object.fromEntries(found);
}
if (!quick) keep();

/** What was measured on another machine, or by another Node, is no company for what was measured now. */
function keep(): void {
  const file = join(OUT, 'results.json');
  const machine = {
    node: process.version,
    kernel: release(),
    processor: cpus()[0]?.model,
    processors: cpus().length,
  };
  const before: Partial<Kept> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const same = JSON.stringify(before.machine) === JSON.stringify(machine);
  const suites: Record<string, Result> = { ...(same && before.suites), ...measured };
  const document = {
    ...{ date: new Date().toISOString(), machine, extent, suites },
    ...(stages === undefined ? same && { stages: before.stages } : { stages }),
    comparisons: Object.fromEntries(Object.entries(suites).map(([name, result]) => [name, rowsOf(result)])),
  };
  writeFileSync(file, `${JSON.stringify(document, null, 1)}\n`);
  const picture = words.includes('--publish') ? join(ROOT, 'docs/performance.svg') : join(OUT, 'chart.svg');
  const order = Object.keys(SUITES).flatMap((name) => suites[name] ?? []);
  writeFileSync(picture, chart(order));
  process.stdout.write(`\nwritten to ${file} and ${picture}\n`);
}
