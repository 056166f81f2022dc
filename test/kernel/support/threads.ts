import { readdirSync, readFileSync } from 'node:fs';

/** The states of a process's threads, in the letters of ps(1); none where there is no such process. */
function statesOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) => stateOf(pid, thread));
  } catch {
    return [];
  }
}

function stateOf(pid: number, thread: string): readonly string[] {
  try {
    return /\) (\S) /.exec(readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8'))?.slice(1) ?? [];
  } catch {
    // It has ended since.
    return [];
  }
}

/** The first thread may have ended, and others, which have the files open still, not yet. */
export const isAlive = (pid: number): boolean => statesOf(pid).some((state) => !/[ZX]/.test(state));

/** Each thread stops for itself, one that is in a system call when that returns (do_signal_stop). */
export function isStopped(pid: number): boolean {
  const states = statesOf(pid);
  return states.length > 0 && states.every((state) => state === 'T');
}
