import type { Plan, Step } from '../model/index.ts';
import { inSync } from './summary.ts';

/** A refusal by the kernel or the environment. */
export interface OutcomeFailure {
  readonly step: Step | null;
  readonly attribute?: string;
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** The outcome of an apply. */
export interface Outcome {
  readonly plan: Plan;
  readonly failures: readonly OutcomeFailure[];
  readonly rolledBack: boolean;
  readonly remaining: readonly Step[];
  /** The signal that stopped the run before it was finished. */
  readonly interrupted: NodeJS.Signals | null;
}

export type Verdict = 'in-sync' | 'applied' | 'failed' | 'interrupted';

/** The outcome in one word; a declared object that cannot be made (a missing NIC) is a failure, too. */
export function verdict(outcome: Outcome): Verdict {
  if (outcome.interrupted !== null) return 'interrupted';
  const blocked = outcome.plan.problems.some((problem) => problem.severity === 'error');
  const undone = outcome.failures.length > 0 || outcome.remaining.length > 0 || outcome.rolledBack;
  if (undone || blocked) return 'failed';
  return inSync(outcome.plan) ? 'in-sync' : 'applied';
}

/**
 * The steps that were certainly done: none after a rollback, otherwise those that neither failed nor remain. Of a run
 * that stopped somewhere in the plan (interrupted, or by a failure that it could not roll back) nothing is certain.
 * @param continues whether the run went on after a failure
 */
export function stepsDone(outcome: Outcome, continues: boolean): readonly Step[] {
  const { failures, rolledBack, interrupted, remaining, plan } = outcome;
  const stopped = failures.length > 0 && (!continues || failures.some((failure) => failure.step === null));
  if (rolledBack || interrupted !== null || stopped) return [];
  if (failures.length + remaining.length === 0) return plan.steps;
  const undone = new Set(
    [...failures.map((failure) => failure.step), ...remaining].map((step) => step && identity(step)),
  );
  return plan.steps.filter((step) => !undone.has(identity(step)));
}

/** Steps may have been planned anew, so those for the same object are considered the same. */
function identity(step: Step): string {
  return `${step.kind} ${step.key}`;
}
