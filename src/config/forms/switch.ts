import type { Form } from '../../model/language/device.ts';
import { booleanOf } from '../coerce.ts';
import { say } from '../draft.ts';
import type { SaidKey } from './said-key.ts';

/** Reads yes or no, or one of the form's words. */
export function readSwitch(said: SaidKey<Extract<Form, { form: 'switch' }>>): void {
  const { draft, key, attribute, form, node, reporter } = said;
  if (node.kind !== 'scalar') return;
  const lower = node.text.toLowerCase();
  const value = form.words.includes(lower) ? lower : booleanOf(node.text);
  if (value !== undefined) say(draft, attribute, value, node);
  else {
    const or = form.words.map((word) => ` or "${word}"`).join('');
    const message = `"${key}" must be true, false${or}, not ${JSON.stringify(node.text)}`;
    reporter.error('wrong-value', node, message);
  }
}
