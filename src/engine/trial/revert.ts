import type { Checkpoint } from '../checkpoint.ts';
import { type RollbackResult, rollBackTo } from '../roll-back.ts';
import type { TracedKernel } from '../send-orders.ts';
import type { StateStore } from '../state-store.ts';
import type { EndedTrial, Trial, TrialState } from './trial.ts';
import { trialFiles } from './trial-files.ts';

/** What a trial is taken back with; the lock is held. */
export interface RevertContext {
  readonly kernel: TracedKernel;
  readonly store: StateStore;
  readonly say: (text: string) => void;
  /** The checkpoint as it was seen earlier, should the disk not give it any more, or the directory be gone. */
  readonly known?: Checkpoint | undefined;
}

export interface Reverted {
  readonly ended: EndedTrial;
  /** Undefined when nothing had been written yet. */
  readonly result: RollbackResult | undefined;
}

/** Takes a trial back and ends it. What could not be taken back stays for `rollback`, which has the checkpoint still. */
export async function revertTrial(
  trial: Trial,
  state: Exclude<TrialState, 'confirmed'>,
  { kernel, store, say, known }: RevertContext,
): Promise<Reverted> {
  const checkpoint = checkpointOf(store, known);
  // Another one is that of an earlier run: then this one was withdrawn.
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
