import { readFileSync } from 'node:fs';
import { spoil } from '../inputs/recording.ts';
import type { Host } from './host.ts';

/** The number of generations to look at. */
const ANCESTORS = 32;

/**
 * The value of SSH_CONNECTION in the session in which the program was started. sudo and su drop it: then it is taken
 * from the environment of the nearest ancestor process that has it.
 * @param pid the process to begin with
 */
export function sshConnectionOf(env: Host['env'], pid = process.ppid): string | undefined {
  spoil('processes are looked through');
  const own = env['SSH_CONNECTION'];
  if (own !== undefined && own !== '') return own;
  for (let i = 0, current = pid; i < ANCESTORS && current > 1; i++) {
    const found = /(?:^|\0)SSH_CONNECTION=([^\0]+)/.exec(read(current, 'environ'))?.[1];
    if (found !== undefined) return found;
    current = Number(/^PPid:\s*(\d+)/m.exec(read(current, 'status'))?.[1] ?? 0);
  }
  return undefined;
}

/** Reads a file of a process; '' if the process is gone or belongs to somebody else. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
