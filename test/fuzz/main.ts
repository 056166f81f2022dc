// npm run fuzz [-- --runs N --seed S]: random files against the reader, then files of a megabyte against the program.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, stdout } from 'node:process';
import { Worker } from 'node:worker_threads';
import { file, measured } from '../breakage/support/program.ts';
import { LARGE } from './large.ts';

const MEBIBYTE = 1024 * 1024;
/** Beyond what the program takes for a file of one line. */
const MOST_MEBIBYTES = 100;
/** Inputs that one thread tries, and how long it may be silent. */
const BATCH = 500;
const SILENCE_MS = 120_000;

function option(name: string): string | undefined {
  const at = argv.indexOf(`--${name}`);
  return at < 0 ? undefined : argv[at + 1];
}

const runs = Number(option('runs') ?? 10_000);
const seed = Number(option('seed') ?? Date.now() % 1_000_000_000);

/** What a thread found with one seed: how often which verdict, or a report of what failed. */
type Found = Readonly<Record<string, number>> | string;

/** A thread of its own can be ended when it hangs. */
function tryBatch(batch: number): Promise<Found> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: { seed: batch, runs: BATCH },
    });
    const timer = setTimeout(() => {
      resolve(`hangs: no answer for ${SILENCE_MS / 1000} s`);
      void worker.terminate();
    }, SILENCE_MS);
    worker.once('message', (found: Found) => resolve(found));
    worker.once('error', (error) => resolve(`dies: ${String(error)}`));
    worker.once('exit', () => clearTimeout(timer));
  });
}

const failures: string[] = [];
function fail(report: string): void {
  failures.push(report);
  stdout.write(`${report}\n`);
}

stdout.write(`${runs} files from --seed ${seed}, ${BATCH} to a seed\n`);
const verdicts: Record<string, number> = {};
for (let batch = 0; batch * BATCH < runs; batch++) {
  const found = await tryBatch(seed + batch);
  if (typeof found === 'string') fail(`seed ${seed + batch}: ${found}`);
  else
    for (const [verdict, count] of Object.entries(found))
      verdicts[verdict] = (verdicts[verdict] ?? 0) + count;
}
stdout.write(
  `${Object.entries(verdicts)
    .map(([verdict, count]) => `${verdict}: ${count}`)
    .join(', ')}\n`,
);

const directory = mkdtempSync(join(tmpdir(), 'nlapply-fuzz-'));
try {
  const check = (content: string | Uint8Array) => measured(['check', file(directory, 'a.yaml', content)]);
  const idle = check('network: {}\n').mebibytes;
  for (const [name, make] of Object.entries(LARGE)) {
    const { status, signal, seconds, mebibytes } = check(make(MEBIBYTE));
    const used = `${Math.round(mebibytes - idle)} MiB, ${seconds.toFixed(1)} s`;
    stdout.write(`a megabyte of ${name}: ${used}\n`);
    if (signal !== null || (status !== 0 && status !== 78)) fail(`${name}: status ${status}, ${signal}`);
    if (mebibytes - idle > MOST_MEBIBYTES) fail(`${name}: more than ${MOST_MEBIBYTES} MiB`);
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
if (failures.length > 0) process.exitCode = 1;
