import { type Problem, placeText, type Step } from '../model/index.ts';
import { FIRST_KERNEL } from '../model/language/first-kernels.ts';
import { type Outcome, type OutcomeFailure, stepsDone, verdict } from './outcome.ts';
import { type Paint, plain } from './paint.ts';
import { stepsText } from './plan-text.ts';
import { printable } from './printable.ts';
import { appliedSummary, counted, nothingToDo } from './summary.ts';

/**
 * What `nlapply apply` prints on standard output: the steps that were done and a summary; empty if there are none.
 * @param objects the number of objects that the configuration declares
 * @param continues whether the run went on after a failure
 * @param whole whether every step is named, however many there are
 */
export function outcomeText(
  outcome: Outcome,
  objects: number,
  continues: boolean,
  paint: Paint = plain,
  whole = false,
): string {
  if (verdict(outcome) === 'in-sync') return `${paint('strong', nothingToDo(outcome.plan, objects))}\n`;
  const done = stepsDone(outcome, continues);
  if (done.length === 0) return '';
  return `${stepsText(done, paint, { counts: !whole })}\n${paint('strong', appliedSummary(done))}\n`;
}

export interface Complaining {
  /** The expected state, in words. */
  readonly wanted?: string;
  /** Whether the run went on after a failure. */
  readonly continues?: boolean;
  /** Whether every remaining step is named, however many of the same sort there are. */
  readonly whole?: boolean;
}

/** What `nlapply apply` prints on standard error if something is not as declared; otherwise empty. */
export function complaintsText(
  outcome: Outcome,
  paint: Paint = plain,
  { wanted = 'as declared after the run', continues = false, whole = false }: Complaining = {},
): string {
  const { failures, rolledBack, interrupted, remaining, plan } = outcome;
  const text = failures.map((failure) => failureText(failure, paint)).join('');
  if (rolledBack) return `${text}All changes of this run were rolled back: the state is as it was before.\n`;
  if (plan.problems.some(({ stops }) => stops === true || (stops === 'unless-continue' && !continues)))
    return `${text}Nothing was changed.\n`;
  if (interrupted !== null) return `${text}"nlapply diff" shows what is left to do.\n`;
  if (remaining.length === 0) return text;
  const left = stepsText(remaining, paint, { counts: !whole });
  if (failures.length > 0) return `${text}\nLeft to do:\n${left}`;
  const { length } = remaining;
  const what = `${counted(length, 'object')} ${length === 1 ? 'is' : 'are'} not ${wanted}`;
  return `${text}${paint('error', 'error:')} verification failed: ${what}\n${left}${tooOldText(remaining, paint)}`;
}

/** Hints for attributes that the kernel accepted but did not set: mostly it is too old for them. */
function tooOldText(remaining: readonly Step[], paint: Paint): string {
  const attributes = new Set(remaining.flatMap(({ changes }) => changes.map(({ attribute }) => attribute)));
  return [...attributes]
    .flatMap((name) => {
      const version = FIRST_KERNEL[name];
      return version === undefined ? [] : [hintText(`${name} needs Linux ${version} or newer`, paint)];
    })
    .join('');
}

/** Problems as separate complaints, for output without a plan that would include them. */
export function problemsText(problems: readonly Problem[], paint: Paint = plain): string {
  return problems
    .map(({ severity, message, hint, source }) => {
      const where = source === null ? '' : `${paint('strong', printable(placeText(source)))}: `;
      return `${where}${paint(severity, `${severity}:`)} ${printable(message)}\n${hintText(hint, paint)}`;
    })
    .join('');
}

function failureText({ step, attribute, code, message, hint }: OutcomeFailure, paint: Paint): string {
  const change = step?.changes.find((one) => one.attribute === attribute);
  const place = change?.source ?? step?.places?.[attribute ?? ''];
  const source = place ?? step?.source ?? null;
  const where = source === null ? '' : `${paint('strong', printable(placeText(source)))}: `;
  const what =
    step === null
      ? ''
      : `${printable(step.name)}: ${attribute === undefined ? '' : `${printable(attribute)}: `}`;
  // Errors of the kernel include their errno already.
  const name = message.includes(code) ? '' : ` (${code})`;
  return `${where}${paint('error', 'error:')} ${what}${printable(message)}${name}\n${hintText(hint, paint)}`;
}

function hintText(hint: string | undefined, paint: Paint): string {
  return hint === undefined ? '' : `  ${paint('note', 'hint:')} ${printable(hint)}\n`;
}
