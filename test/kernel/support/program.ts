import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertDecent } from '../../breakage/support/decency.ts';
import { type Ended, nlapply, type RunOptions, start } from '../../breakage/support/program.ts';
import type { Namespace } from './namespace.ts';

export const stateOf = (ns: Namespace): string => join(ns.directory, 'state');

/** Words of a command that run what follows them in the namespace. */
export const inside = (ns: Namespace): readonly string[] => ['nsenter', `--net=${ns.path}`];

/** Writes a configuration into the namespace's directory and returns its path. */
export function config(ns: Namespace, text: string, name = 'config.yaml'): string {
  const path = join(ns.directory, name);
  writeFileSync(path, text);
  return path;
}

/** Commands that have no records to look at. */
const STATELESS = ['show', 'snapshot', 'check'];

const stateful = (ns: Namespace, words: readonly string[]): readonly string[] =>
  STATELESS.includes(words[0] ?? '') ? words : ['--state-dir', stateOf(ns), ...words];

/** The command whose front end is a matter of its own, and the option that goes with no namespace. */
const STARTED = ['try', '--state'];

/** Runs the program on the namespace, with the namespace's own state directory. */
export function nl(ns: Namespace, words: readonly string[], options: RunOptions = {}): Ended {
  if (Object.keys(options).length > 0 || words.some((word) => STARTED.includes(word)))
    return nlStarted(ns, words, options);
  const where = words.includes('check') ? [] : ['--netns', ns.path];
  const run = nlapply([...where, ...stateful(ns, words)]);
  assertDecent(run, words.join(' '));
  return run;
}

/** The same in a process of its own, inside the namespace. */
export function nlStarted(ns: Namespace, words: readonly string[], options: RunOptions = {}): Ended {
  const through = [...inside(ns), ...(options.through ?? [])];
  const run = nlapply(stateful(ns, words), { ...options, through });
  assertDecent(run, words.join(' '));
  return run;
}

/** Starts the program in the namespace. */
export function startIn(ns: Namespace, words: readonly string[]): ReturnType<typeof start> {
  return start(stateful(ns, words), { through: inside(ns) });
}

/** Asserts that a run did what it was asked to. */
export function assertDone(run: Ended, what = ''): Ended {
  assert.equal(run.status, 0, `${what}: ${run.stdout.slice(-2000)}${run.stderr.slice(-2000)}`);
  return run;
}

/** A bridge with many routes: so long a run that it can be met in the middle. */
export function manyRoutes(count: number): string {
  const routes = Array.from(
    { length: count },
    (_, i) => `      - {to: 100.64.${i >> 8}.${i & 255}/32, via: 10.0.0.2, metric: 100}\n`,
  );
  const head = 'network:\n  bridges:\n    br0:\n      addresses: [10.0.0.1/8]\n      routes:\n';
  return head + routes.join('');
}
