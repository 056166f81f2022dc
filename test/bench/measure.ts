import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { OUT } from './place.ts';
import type { Sample, Subject } from './sample.ts';

/** Runs a program to its end and returns its standard output; its complaints pass through. @throws Error unless it ends with 0 */
export function output(command: string, words: readonly string[]): string {
  const { status, signal, error, stdout } = spawnSync(command, words, {
    encoding: 'utf8',
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

/** A whole process in the namespace: fork to exit, user and system time of all its threads (wait4(2)). */
export function measure(netns: string | null, command: string, words: readonly string[]): Sample {
  const inside = netns === null ? [] : ['nsenter', `--net=${netns}`];
  const [first = '', ...rest] = [...inside, join(OUT, 'measure'), command, ...words];
  // measure.c prints exactly this.
  const used = JSON.parse(output(first, rest)) as Used;
  if (used.status !== 0) throw new Error(`${[command, ...words].join(' ')}: exit status ${used.status}`);
  return { wall: used.wall, cpu: used.user + used.system, rss: used.rss };
}

/** A subject that is one process. */
export function processSubject(name: string, command: string, words: readonly string[]): Subject {
  return () => ({ [name]: measure(null, command, words) });
}
