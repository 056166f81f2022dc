import type { Form } from '../../model/language/device.ts';
import { say } from '../draft.ts';
import type { SaidKey } from './said-key.ts';

/** Reads a mapping of numbers to numbers; each becomes an attribute of its own. */
export function readNumbered(said: SaidKey<Extract<Form, { form: 'numbered' }>>): void {
  const { draft, key, form, node, reporter } = said;
  if (node.kind !== 'map') return;
  for (const entry of node.entries) {
    const from = numberIn(entry.key.text, form.from);
    const to = entry.value.kind === 'scalar' ? numberIn(entry.value.text, form.to) : undefined;
    if (from !== undefined && to !== undefined) say(draft, `${form.attribute}.${from}`, to, entry.value);
    else {
      const span = from === undefined || entry.value.kind === 'null' ? entry.key : entry.value;
      const message = `"${key}" maps numbers from 0 to ${form.from} to numbers from 0 to ${form.to}`;
      reporter.error('wrong-value', span, message);
    }
  }
}

/** A number in decimal notation, up to `most`; undefined for other texts. */
export function numberIn(text: string, most: number): number | undefined {
  return /^[0-9]{1,9}$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}
