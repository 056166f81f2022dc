import { readFileSync } from 'node:fs';

/** A process, told from a later one of the same number by when it began (clock ticks since boot). */
export interface ProcessIdentity {
  readonly pid: number;
  readonly start: string;
}

export const thisProcess = (): ProcessIdentity => ({ pid: process.pid, start: startOf(process.pid) ?? '' });

/** Ends a process at once, if it still is the one that is meant. */
export function killProcess({ pid, start }: ProcessIdentity): void {
  if (startOf(pid) !== start) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** Field 22 of /proc/PID/stat; the second is the command's name, which may hold anything. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
