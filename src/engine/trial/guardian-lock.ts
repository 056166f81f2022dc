import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../../model/error-code.ts';
import { EXIT, NlapplyError } from '../../model/index.ts';
import { loadAddon } from '../../netlink/addon.ts';
import { pause } from './pause.ts';

/** How long to retry: `isGuarded` of another process takes the lock for a moment. */
const PATIENCE_MS = 2000;
const LOOK_MS = 20;

const fileIn = (directory: string): string => join(directory, 'guardian.lock');

/**
 * Takes the lock that a guardian holds as long as it lives.
 * @returns false if another guardian has it
 */
export async function holdGuardianLock(directory: string): Promise<boolean> {
  for (let waited = 0; ; waited += LOOK_MS) {
    if (take(directory) !== undefined) {
      note(directory);
      return true;
    }
    if (waited >= PATIENCE_MS) return false;
    await pause(LOOK_MS);
  }
}

/** Whether a guardian is running: whether somebody holds its lock. */
export function isGuarded(directory: string): boolean {
  const lock = take(directory);
  if (lock === undefined) return true;
  loadAddon().unlockFile(lock);
  return false;
}

function take(directory: string): number | undefined {
  try {
    return loadAddon().lockFile(fileIn(directory));
  } catch (error) {
    if (errorCode(error) === 'EAGAIN') return undefined;
    const message = `cannot use ${fileIn(directory)}: ${error instanceof Error ? error.message : String(error)}`;
    throw new NlapplyError('ERR_STATE_DIR', EXIT.failed, message, { cause: error });
  }
}

/** Writes the guardian's pid into the lock file, for people who look there; nothing reads it. */
function note(directory: string): void {
  try {
    writeFileSync(fileIn(directory), `${process.pid}\n`);
  } catch {
    // The disk may be full; the lock is held nevertheless.
  }
}
