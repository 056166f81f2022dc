import type { TracedKernel } from '../carry-out/send-orders.ts';
import type { Checkpoint } from '../state/checkpoint.ts';
import type { StateStore } from '../state/state-store.ts';
import type { EndedTrial, Trial, TrialState } from '../state/trial.ts';
import { trialFiles } from '../state/trial-files.ts';
import { type RollbackResult, rollBackTo } from '../way-back/roll-back.ts';

/** What a rollback of a trial needs. The caller holds the lock. */
export interface RevertContext {
  readonly kernel: TracedKernel;
  readonly store: StateStore;
  readonly say: (text: string) => void;
  /** The checkpoint as it was read earlier, in case it cannot be read any more. */
  readonly known?: Checkpoint | undefined;
}

export interface Reverted {
  readonly ended: EndedTrial;
  /** Undefined if the trial's checkpoint no longer is the current one: nothing had been written. */
  readonly result: RollbackResult | undefined;
}

/** Rolls a trial back and ends it. If the rollback is incomplete, the checkpoint remains for `nlapply rollback`. */
export async function revertTrial(
  trial: Trial,
  state: Exclude<TrialState, 'confirmed'>,
  { kernel, store, say, known }: RevertContext,
): Promise<Reverted> {
  const checkpoint = checkpointOf(store, known);
  // If the checkpoint is that of an earlier run, the one of this trial was withdrawn, as nothing had been written.
  const result =
    checkpoint?.id === trial.checkpoint ? await rollBackTo(checkpoint, kernel, store, say) : undefined;
  for (const { message, severity } of result?.plan.problems ?? []) if (severity !== 'error') say(message);
  const complete = result === undefined || result.failures.length + result.remaining.length === 0;
  return { ended: trialFiles(store.directory).end(trial, state, complete), result };
}

function checkpointOf(store: StateStore, known: Checkpoint | undefined): Checkpoint | undefined {
  try {
    return store.loadCheckpoint() ?? known;
  } catch (error) {
    if (known === undefined) throw error;
    return known;
  }
}
