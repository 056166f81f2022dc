import { NlapplyError, type Plan, type Step } from '../../model/index.ts';
import type { Failure } from '../carry-out/failure.ts';
import type { TracedKernel } from '../carry-out/send-orders.ts';
import { COMES_BACK } from '../on-links/plan-item.ts';
import { withNewIndexes } from '../record/forget.ts';
import { type Checkpoint, stepsOf } from '../state/checkpoint.ts';
import type { StateStore } from '../state/state-store.ts';
import { goBack } from './go-back.ts';

/** The result of a rollback. */
export interface RollbackResult {
  readonly plan: Plan;
  readonly failures: readonly Failure[];
  /** Steps that would still be needed; empty if everything is as before. */
  readonly remaining: readonly Step[];
}

/** Rolls the network and the record back to a checkpoint. The checkpoint is removed if everything is as before. */
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

/** The plan with the reasons of a rollback: nothing in it is declared. */
function asBefore(plan: Plan): Plan {
  const steps = plan.steps.map((step) => ({
    ...step,
    reason: step.reason === COMES_BACK ? COMES_BACK : step.action === 'remove' ? 'was not there before' : '',
  }));
  return { ...plan, steps };
}
