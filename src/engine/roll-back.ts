import { NlapplyError, type Plan, type Step } from '../model/index.ts';
import { type Checkpoint, stepsOf } from './checkpoint.ts';
import type { Failure } from './failure.ts';
import { withNewIndexes } from './forget.ts';
import { goBack } from './go-back.ts';
import { COMES_BACK } from './plan-item.ts';
import type { TracedKernel } from './send-orders.ts';
import type { StateStore } from './state-store.ts';

/** What became of the way back to a checkpoint. */
export interface RollbackResult {
  readonly plan: Plan;
  readonly failures: readonly Failure[];
  /** What is not as before; empty when all is. */
  readonly remaining: readonly Step[];
}

/** Goes back to a checkpoint, network and record; the checkpoint is used up when all of it is as before. */
export async function rollBackTo(
  checkpoint: Checkpoint,
  kernel: TracedKernel,
  store: StateStore,
  say: (text: string) => void,
): Promise<RollbackResult> {
  const { before, record } = checkpoint;
  const { plan, left, failures, complete, snapshot } = await goBack(stepsOf(checkpoint), before, kernel, say);
  if (!complete)
    return { plan: asBefore(plan), failures, remaining: asBefore({ ...plan, steps: left }).steps };
  try {
    store.save(withNewIndexes(record, before, snapshot));
  } catch (error) {
    if (!(error instanceof NlapplyError)) throw error;
    say(`${error.message}; the record stays as it is`);
  }
  store.removeCheckpoint();
  return { plan: asBefore(plan), failures: [], remaining: [] };
}

/** In the words of a way back: nothing here is declared. */
function asBefore(plan: Plan): Plan {
  const steps = plan.steps.map((step) => ({
    ...step,
    reason: step.reason === COMES_BACK ? COMES_BACK : step.action === 'remove' ? 'was not there before' : '',
  }));
  return { ...plan, steps };
}
