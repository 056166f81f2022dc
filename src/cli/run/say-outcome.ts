import type { Outcome } from '../../render/outcome.ts';
import { complaintsText, outcomeText, problemsText } from '../../render/outcome-text.ts';
import type { LoadedConfiguration } from '../load-configuration.ts';
import type { Session } from '../session.ts';

/** Prints the outcome of an apply: what was done, and what is not as declared. Returns the text about what was done. */
export function sayOutcome(
  outcome: Outcome,
  { objects }: LoadedConfiguration,
  continues: boolean,
  session: Session,
): string {
  const problems = outcome.plan.problems.filter((p) => p.severity === 'error' || !session.quiet);
  session.complain(problemsText(problems, session.errorPaint));
  const done = outcomeText(outcome, objects, continues, session.paint, session.verbose);
  session.say(done);
  session.complain(complaintsText(outcome, session.errorPaint, { continues, whole: session.verbose }));
  return done;
}
