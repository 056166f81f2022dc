import { NlapplyError } from '../../model/index.ts';
import { openStore, type StateOptions, type StateStore } from '../state/state-store.ts';
import { pause } from './pause.ts';

/** How long to wait for the lock, which another process that ends the trial may hold. */
const PATIENCE_MS = 5000;
const LOOK_MS = 50;

/** Opens the store like `openStore`, but waits up to `PATIENCE_MS` for the lock. */
export async function openPatiently(
  { stateDir, netns }: StateOptions,
  say: (text: string) => void,
): Promise<StateStore> {
  for (let waited = 0; ; waited += LOOK_MS) {
    try {
      return openStore(stateDir, netns, say);
    } catch (error) {
      if (!isLocked(error) || waited >= PATIENCE_MS) throw error;
    }
    await pause(LOOK_MS);
  }
}

export const isLocked = (error: unknown): boolean =>
  error instanceof NlapplyError && error.code === 'ERR_LOCKED';
