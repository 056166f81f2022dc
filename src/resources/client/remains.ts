import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentOf, type ProcessIdentity, sessionOf, signalProcess, startOf } from '../process.ts';

/** The environment variable that marks a client's processes; its value is the client's directory. */
export const MARK = 'NLAPPLY_CLIENT';

/** How long they may take before they are killed. */
const PATIENCE_MS = 5000;
const LOOK_MS = 20;

/** Ends every process of the client in this directory, even if its keeper is gone. */
export async function endAll(directory: string, keeper: ProcessIdentity | undefined): Promise<void> {
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
