import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { OUT } from './place.ts';
import type { Sample, Subject } from './sample.ts';

/** What a program is run with: not the certificates that Node would read at each start, for longer than it takes to start. */
const { NODE_EXTRA_CA_CERTS: _, ...ENVIRONMENT } = process.env;

/** Runs a program to its end and returns its standard output; its complaints pass through. @throws Error unless it ends with 0 */
export function output(command: string, words: readonly string[]): string {
  const { status, signal, error, stdout } = spawnSync(command, words, {
    encoding: 'utf8',
    env: ENVIRONMENT,
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${[command, ...words].join(' ')}: ${signal ?? `exit status ${status}`}`);
  return stdout;
}

interface Used {
  readonly wall: number;
  readonly user: number;
  readonly system: number;
  readonly rss: number;
  readonly status: number;
}

/** A whole process in the namespace: fork to exit, user and system time of all its threads (wait4(2)). @throws Error unless it ends as expected */
export function measure(netns: string | null, command: string, words: readonly string[], status = 0): Sample {
  const inside = netns === null ? [] : ['nsenter', `--net=${netns}`];
  // What is expected to fail has nothing to tell.
  const quiet = status === 0 ? [] : ['-q'];
  const [first = '', ...rest] = [...inside, join(OUT, 'measure'), ...quiet, command, ...words];
  // measure.c prints exactly this.
  const used = JSON.parse(output(first, rest)) as Used;
  if (used.status !== status) throw new Error(`${[command, ...words].join(' ')}: exit status ${used.status}`);
  return { wall: used.wall, cpu: used.user + used.system, rss: used.rss };
}

/** A subject that is one process. */
export function processSubject(name: string, command: string, words: readonly string[], status = 0): Subject {
  return () => ({ [name]: measure(null, command, words, status) });
}
