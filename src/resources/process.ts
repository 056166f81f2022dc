import { readText } from '../inputs/files.ts';
import { textOf } from './quiet-reads.ts';

/** A process. Its start time (in clock ticks since boot) distinguishes it from a later one with the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly start: string;
}

/**
 * The fields of /proc/PID/stat after the second, the command's name, which may contain anything. undefined if there is
 * no such process, or if it is a zombie: that has ended already.
 */
function fieldsOf(pid: number): readonly string[] | undefined {
  try {
    const stat = readText(`/proc/${pid}/stat`);
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields;
  } catch {
    return undefined;
  }
}

/** The start time, field 22; undefined if there is no such process. */
export const startOf = (pid: number): string | undefined => fieldsOf(pid)?.[19];

/** The leader of its session, field 6. */
export const sessionOf = (pid: number): number | undefined => {
  const session = fieldsOf(pid)?.[3];
  return session === undefined ? undefined : Number(session);
};

/** The process that started it, field 4. */
export const parentOf = (pid: number): number | undefined => {
  const parent = fieldsOf(pid)?.[1];
  return parent === undefined ? undefined : Number(parent);
};

/** The environment with which the program was started, unless it has overwritten it; empty if we may not read it. */
export const environmentOf = (pid: number): readonly string[] => textOf(`/proc/${pid}/environ`).split('\0');

export const isAlive = ({ pid, start }: ProcessIdentity): boolean => startOf(pid) === start;

/** Sends a signal to a process, or to its group, if the process is still the same one. */
export function signalProcess(
  process_: ProcessIdentity,
  signal: NodeJS.Signals,
  whom: 'process' | 'group' = 'process',
): void {
  if (!isAlive(process_)) return;
  try {
    process.kill(whom === 'group' ? -process_.pid : process_.pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}
