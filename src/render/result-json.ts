import type { Diagnostic, Step } from '../model/index.ts';
import { type Outcome, type OutcomeFailure, type Verdict, verdict } from './outcome.ts';
import { type PlanDocument, planDocument, publicStep } from './plan-json.ts';

/** What `nlapply apply --json` prints; described by `schemas/result.schema.json`. */
export interface ResultDocument {
  readonly format_version: 1;
  readonly outcome: Verdict;
  readonly plan: Pick<PlanDocument, 'summary' | 'steps' | 'problems'>;
  readonly failures: readonly OutcomeFailure[];
  readonly rolled_back: boolean;
  /** What verification found remaining. */
  readonly remaining: readonly Step[];
  readonly interrupted: NodeJS.Signals | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** What any command prints with `--json` if it failed. */
export interface ErrorDocument {
  readonly format_version: 1;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly hint?: string;
    readonly exit_status: number;
  };
  /** All complaints about the configuration, if that is the reason. */
  readonly diagnostics: readonly Diagnostic[];
}

export function resultDocument(outcome: Outcome, diagnostics: readonly Diagnostic[]): ResultDocument {
  const { summary, steps, problems } = planDocument(outcome.plan, []);
  return {
    format_version: 1,
    outcome: verdict(outcome),
    plan: { summary, steps, problems },
    failures: outcome.failures.map(({ step, attribute, code, message, hint }) => ({
      step: step && publicStep(step),
      ...(attribute !== undefined && { attribute }),
      code,
      message,
      ...(hint !== undefined && { hint }),
    })),
    rolled_back: outcome.rolledBack,
    remaining: outcome.remaining.map(publicStep),
    interrupted: outcome.interrupted,
    diagnostics,
  };
}

export function errorDocument(
  error: ErrorDocument['error'],
  diagnostics: readonly Diagnostic[] = [],
): ErrorDocument {
  return { format_version: 1, error, diagnostics };
}
