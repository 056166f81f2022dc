import { readText } from '../inputs/files.ts';
import { textOf } from './quiet-reads.ts';

/** A process, told from a later one of the same number by when it began (clock ticks since boot). */
export interface ProcessIdentity {
  readonly pid: number;
  readonly start: string;
}

/** Fields of /proc/PID/stat behind the second, the command's name, which may hold anything. A zombie has ended: it waits for its parent only. */
function fieldsOf(pid: number): readonly string[] | undefined {
  try {
    const stat = readText(`/proc/${pid}/stat`);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields;
  } catch {
    return undefined;
  }
}

/** Field 22; undefined: there is no such process. */
export const startOf = (pid: number): string | undefined => fieldsOf(pid)?.[19];

/** Field 6: the process that leads its session. */
export const sessionOf = (pid: number): number | undefined => {
  const session = fieldsOf(pid)?.[3];
  return session === undefined ? undefined : Number(session);
};

/** As it was when the program began, unless it has written over it; empty where we may not look. */
export const environmentOf = (pid: number): readonly string[] => textOf(`/proc/${pid}/environ`).split('\0');

export const isAlive = ({ pid, start }: ProcessIdentity): boolean => startOf(pid) === start;

/** Sends a signal to the process, or to its whole group, if it still is the one that is meant. */
export function signalProcess(
  process_: ProcessIdentity,
  signal: NodeJS.Signals,
  whom: 'process' | 'group' = 'process',
): void {
  if (!isAlive(process_)) return;
  try {
    process.kill(whom === 'group' ? -process_.pid : process_.pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}
