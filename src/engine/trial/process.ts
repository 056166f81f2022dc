import { type ProcessIdentity, signalProcess, startOf } from '../../resources/process.ts';

export const thisProcess = (): ProcessIdentity => ({ pid: process.pid, start: startOf(process.pid) ?? '' });

/** Kills a process, unless its pid belongs to another process by now. */
export const killProcess = (one: ProcessIdentity): void => signalProcess(one, 'SIGKILL');
