import { type Outcome, stepsDone, verdict } from './outcome.ts';
import { type Paint, plain } from './paint.ts';
import { shownChanges, stepsText } from './plan-text.ts';
import { printable } from './printable.ts';

/**
 * What `nlapply rollback` prints on standard output: the steps of the rollback, and the state that it reached; empty if
 * it failed.
 * @param to when the run that was reverted had begun, and its files
 */
export function returnedText(
  outcome: Outcome,
  to: { readonly time: string; readonly files: readonly string[] },
  paint: Paint = plain,
): string {
  if (verdict(outcome) === 'failed') return '';
  const what = to.files.length === 0 ? 'the last run' : `the run of ${to.files.map(printable).join(', ')}`;
  // For a link that is recreated all attributes are as before, so its name is enough.
  const steps = stepsText(stepsDone(outcome, true), paint, {
    shows: (step) => (step.action === 'create' ? [] : shownChanges(step)),
  });
  const codes = new Set(outcome.plan.problems.map(({ code }) => code));
  const missed = Object.entries(NOT_AS_BEFORE).flatMap(([code, text]) => (codes.has(code) ? [text] : []));
  const but = missed.length === 0 ? '' : `, but for ${missed.join(' and ')}`;
  const closing = paint('strong', `The network is as it was before ${what} (${to.time})${but}.`);
  return `${steps}${steps === '' ? '' : '\n'}${closing}\n`;
}

/** Exceptions to that, by the codes of warnings. */
const NOT_AS_BEFORE: Readonly<Record<string, string>> = {
  'gone-meanwhile': 'what is gone meanwhile',
  'keeps-address': 'the addresses of bridges that had none',
  'less-room': 'MTUs for which there is no room any more',
  'no-carrier': 'routes by nexthop objects whose link has no carrier',
  'no-end': 'addresses that were to end',
  'path-down': 'paths over links that are down',
};
