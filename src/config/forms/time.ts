import type { Form } from '../../model/language/device.ts';
import { say } from '../draft.ts';
import { parseDuration } from '../duration.ts';
import type { SaidKey } from './said-key.ts';

type Time = Extract<Form, { form: 'time' }>;

const PER_SECOND = { s: 1, ms: 1000 } as const;
const UNIT_NAME = { s: 'seconds', ms: 'milliseconds' } as const;

/** Reads a time span; a bare number is in the attribute's unit. */
export function readTime({ draft, key, attribute, form, node, reporter }: SaidKey<Time>): void {
  if (node.kind !== 'scalar') return;
  const seconds = parseDuration(node.text, form.unit);
  const value = seconds === undefined ? undefined : Math.round(seconds * PER_SECOND[form.unit] * 1e6) / 1e6;
  const message =
    value === undefined
      ? `must be a time: ${UNIT_NAME[form.unit]}, or with a unit as 5min, 1.5s, 200ms`
      : timeFault(value, form);
  if (message !== undefined) {
    const code = value === undefined ? 'wrong-value' : 'out-of-range';
    reporter.error(code, node, `"${key}" ${message}, not ${JSON.stringify(node.text)}`);
  } else if (value !== undefined) say(draft, attribute, value, node);
}

const GREATEST = 4_294_967_295;

/** What is wrong with a number in the form's unit; undefined if nothing is. */
function timeFault(value: number, { unit, least = 0, most = GREATEST, step = 1 }: Time): string | undefined {
  if (value < least || value > most) return `must be from ${least} to ${most} ${UNIT_NAME[unit]}`;
  const steps = Math.round((value / step) * 1e6) / 1e6;
  if (Number.isInteger(steps)) return undefined;
  return `must be a whole number of ${step === 0.01 ? 'hundredths of a second' : UNIT_NAME[unit]}`;
}
