import { EXIT, NlapplyError } from '../../model/index.ts';
import { openKernel } from '../look/kernel.ts';
import type { Checkpoint } from '../state/checkpoint.ts';
import type { StateOptions } from '../state/state-store.ts';
import { trialFiles } from '../state/trial-files.ts';
import { openPatiently } from '../trial/open-patiently.ts';
import { revertTrial } from '../trial/revert.ts';
import { type RollbackResult, rollBackTo } from '../way-back/roll-back.ts';

export interface RollbackOptions extends StateOptions {
  readonly progress?: (text: string) => void;
}

/** The result of a rollback. */
export interface Returned extends RollbackResult {
  readonly checkpoint: Pick<Checkpoint, 'time' | 'files'>;
}

/**
 * Goes back to the state before the last run that changed something, whether it has finished, is on trial or was killed. A trial ends.
 * @throws NlapplyError if there is nothing to go back to, and as applyConfiguration does
 */
export async function rollBack(options: RollbackOptions): Promise<Returned> {
  const kernel = openKernel(options);
  const say = (text: string): void => options.progress?.(text);
  try {
    const store = await openPatiently(options, say);
    try {
      const checkpoint = store.loadCheckpoint();
      const trial = trialFiles(store.directory).pending();
      const context = { kernel, store, say };
      const result =
        trial === undefined
          ? checkpoint && (await rollBackTo(checkpoint, kernel, store, say))
          : (await revertTrial(trial, 'rolled-back', context)).result;
      if (checkpoint === undefined || result === undefined) throw nothing();
      return { ...result, checkpoint };
    } finally {
      store.unlock();
    }
  } finally {
    kernel.close();
  }
}

function nothing(): NlapplyError {
  const message = 'there is nothing to go back to';
  const hint = 'only the last run that changed something can be taken back, once, until the next boot';
  return new NlapplyError('ERR_NO_CHECKPOINT', EXIT.failed, message, { hint });
}
