import type { Change, Diagnostic, Plan, Step } from '../model/index.ts';
import { publicItem, withoutSecrets } from '../model/secrets.ts';
import { type Summary, summarise } from './summary.ts';

/** What `nlapply diff --json` prints; described by `schemas/plan.schema.json`. */
export interface PlanDocument extends Plan {
  readonly summary: Summary;
  /** Warnings about the configuration. */
  readonly diagnostics: readonly Diagnostic[];
}

export function planDocument(plan: Plan, diagnostics: readonly Diagnostic[]): PlanDocument {
  return {
    format_version: 1,
    summary: summarise(plan.steps),
    steps: plan.steps.map(publicStep),
    problems: plan.problems,
    diagnostics,
  };
}

/** The step without secrets, and without members that are only used for complaints. */
export function publicStep({ places: _, ...step }: Step): Step {
  return {
    ...step,
    before: step.before && publicItem(step.before),
    after: step.after && publicItem(step.after),
    changes: step.changes.map(publicChange),
    ...(step.around !== undefined && { around: step.around.map(publicItem) }),
  };
}

function publicChange(change: Change): Change {
  const { attribute, before, after } = change;
  return {
    ...change,
    before: before === undefined ? before : withoutSecrets(attribute, before),
    after: after === undefined ? after : withoutSecrets(attribute, after),
  };
}
