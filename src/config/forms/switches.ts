import type { Form } from '../../model/language/device.ts';
import { say } from '../draft.ts';
import { itemsOf } from '../node.ts';
import type { SaidKey } from './said-key.ts';

/** Reads a list of words: those in it are on, all others off. */
export function readSwitches({
  draft,
  key,
  form,
  value,
  node,
  reporter,
}: SaidKey<Extract<Form, { form: 'switches' }>>): void {
  if (!Array.isArray(value)) return;
  const strange = itemsOf(node).find(
    (item) => item.kind === 'scalar' && !(item.text.toLowerCase() in form.words),
  );
  if (strange?.kind === 'scalar') {
    const words = Object.keys(form.words).join(', ');
    const message = `"${strange.text}" has no place in "${key}" of this device, only: ${words}`;
    reporter.error('wrong-value', strange, message);
    return;
  }
  for (const [word, attribute] of Object.entries(form.words))
    say(draft, attribute, value.includes(word), node);
}
