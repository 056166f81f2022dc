import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, NlapplyError } from '../../model/index.ts';
import { loadAddon } from '../../netlink/addon.ts';
import { errorCode } from '../error-code.ts';
import { pause } from './pause.ts';

/** For so long somebody else may look whether the lock is free. */
const PATIENCE_MS = 2000;
const LOOK_MS = 20;

const fileIn = (directory: string): string => join(directory, 'guardian.lock');

/** Takes the lock that a guardian holds for as long as it lives. @returns false when another guardian has it */
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

/** Whether there is a guardian that lives. */
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

/** Who it is, for people who look. */
function note(directory: string): void {
  try {
    writeFileSync(fileIn(directory), `${process.pid}\n`);
  } catch {
    // There is no room to say so; the lock holds all the same.
  }
}
