import type { Form } from '../../model/language/device.ts';
import { say } from '../draft.ts';
import type { SaidKey } from './said-key.ts';

/** Reads a number, decimal or with 0x, or one of the form's words. */
export function readNumber(said: SaidKey<Extract<Form, { form: 'number' }>>): void {
  const { draft, key, attribute, form, node, reporter } = said;
  if (node.kind !== 'scalar') return;
  const { least = 0, most, words = {} } = form;
  const word = words[node.text.toLowerCase()];
  const number = /^(0x[0-9a-f]{1,8}|[0-9]{1,10})$/i.test(node.text) ? Number(node.text) : Number.NaN;
  if (word !== undefined) say(draft, attribute, word, node);
  else if (number >= least && number <= most) say(draft, attribute, number, node);
  else {
    const or = Object.keys(words).map((name) => ` or "${name}"`);
    const message = `"${key}" must be a number from ${least} to ${most}${or.join('')}, not ${JSON.stringify(node.text)}`;
    reporter.error(Number.isNaN(number) ? 'wrong-value' : 'out-of-range', node, message);
  }
}
