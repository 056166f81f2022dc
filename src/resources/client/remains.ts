import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  environmentOf,
  type ProcessIdentity,
  parentOf,
  sessionOf,
  signalProcess,
  startOf,
} from '../process.ts';

/** The environment variable that marks a client's processes; its value is the client's directory. */
export const MARK = 'NLAPPLY_CLIENT';

/** How long they may take before they are killed. */
const PATIENCE_MS = 5000;
const LOOK_MS = 20;
/** Of two signals at once the later one may be seen first. */
const BETWEEN_MS = 300;

/**
 * Ends every process of the client in this directory, even if its keeper is gone.
 * @param signal the signal that tells the program to end, as the keeper would have passed it on
 */
export async function endAll(
  directory: string,
  keeper: ProcessIdentity | undefined,
  signal: NodeJS.Signals,
): Promise<void> {
  if (signal !== 'SIGTERM') await tell(signal, processesOf(directory, keeper));
  for (let waited = 0; ; waited += LOOK_MS) {
    const left = processesOf(directory, keeper);
    if (left.length === 0) return;
    if (waited === 0) for (const one of left) signalProcess(one, 'SIGTERM');
    if (waited >= PATIENCE_MS) {
      for (const one of left) signalProcess(one, 'SIGKILL');
      return;
    }
    await sleep(LOOK_MS);
  }
}

/** Sends a signal to the program itself: its helpers and scripts have been started by it. */
async function tell(signal: NodeJS.Signals, all: readonly ProcessIdentity[]): Promise<void> {
  if (all.length === 0) return;
  const pids = new Set(all.map(({ pid }) => pid));
  for (const one of all) if (!pids.has(parentOf(one.pid) ?? 0)) signalProcess(one, signal);
  await sleep(BETWEEN_MS);
}

/**
 * The processes with our mark, and those in the keeper's session: a program that sets its title for ps(1) overwrites
 * its environment. The number of a session is not reused as long as a process of it lives.
 */
function processesOf(directory: string, keeper: ProcessIdentity | undefined): ProcessIdentity[] {
  const mark = `${MARK}=${directory}`;
  const leader = keeper === undefined ? undefined : startOf(keeper.pid);
  const session = leader === undefined || leader === keeper?.start ? keeper?.pid : undefined;
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) return [];
    const ours = (session !== undefined && sessionOf(pid) === session) || environmentOf(pid).includes(mark);
    const start = ours ? startOf(pid) : undefined;
    return start === undefined ? [] : [{ pid, start }];
  });
}
