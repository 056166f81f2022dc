import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { measure, output } from './measure.ts';
import type { Namespace } from './namespace.ts';
import { MEMORY, ROOT } from './place.ts';
import type { Sample } from './sample.ts';

export const NODE: string = process.execPath;
export const NLAPPLY: string = join(ROOT, 'bin/nlapply.cjs');

/** A program beside this file. */
export const program = (name: string): string => join(ROOT, 'dist/test/bench', `${name}.js`);

/** Does a job with a directory of its own, in memory. */
export async function withDirectory<T>(job: (directory: string) => T | Promise<T>): Promise<T> {
  const directory = mkdtempSync(join(MEMORY, 'nlapply-bench-'));
  try {
    return await job(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The whole program: reads, plans, applies, verifies, reports. */
export function apply({ path }: Namespace, stateDir: string, config: string): Sample {
  return measure(path, NODE, [NLAPPLY, 'apply', '--state-dir', stateDir, config]);
}

/** The same with nothing to do: the whole way, and then by what that has kept. */
export function applyIdle(
  namespace: Namespace,
  stateDir: string,
  config: string,
  name = 'apply, nothing to do',
): Readonly<Record<string, Sample>> {
  for (const own of readdirSync(stateDir)) rmSync(join(stateDir, own, 'transcript'), { force: true });
  return {
    [name]: apply(namespace, stateDir, config),
    [`${name}, again`]: apply(namespace, stateDir, config),
  };
}

export function ipBatch({ path }: Namespace, file: string): Sample {
  return measure(path, 'ip', ['-batch', file]);
}

/** wg(8) with these words, and before it what makes the device, or nothing. */
export function wg({ path }: Namespace, words: string, before = ''): Sample {
  return measure(path, 'sh', ['-c', `${before} wg ${words}`]);
}

/** The engine in one process, once for each namespace: see engine-run.ts. `config`: several, by commas, take turns. */
export function engine(
  namespaces: readonly Namespace[],
  stateDir: string,
  config: string,
): readonly Sample[] {
  const paths = namespaces.map(({ path }) => path);
  // engine-run.ts prints exactly this.
  return JSON.parse(output(NODE, [program('engine-run'), config, stateDir, ...paths])) as Sample[];
}
