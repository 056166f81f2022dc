import { type ProcessIdentity, signalProcess, startOf } from '../../resources/process.ts';

export const thisProcess = (): ProcessIdentity => ({ pid: process.pid, start: startOf(process.pid) ?? '' });

/** Ends a process at once, if it still is the one that is meant. */
export const killProcess = (one: ProcessIdentity): void => signalProcess(one, 'SIGKILL');
