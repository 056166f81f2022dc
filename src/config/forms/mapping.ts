import type { Form } from '../../model/language/device.ts';
import { say } from '../draft.ts';
import type { SaidKey } from './said-key.ts';

const GREATEST = 4_294_967_295;

/** Reads a mapping of numbers to numbers, such as `{0: 1, 4: 7}`. */
export function readMapping(said: SaidKey<Extract<Form, { form: 'mapping' }>>): void {
  const { draft, key, attribute, form, node, reporter } = said;
  if (node.kind !== 'map') return;
  const { from: mostFrom = GREATEST, to: mostTo = GREATEST } = form;
  const pairs: [number, number][] = [];
  for (const entry of node.entries) {
    const to = entry.value.kind === 'scalar' ? numberIn(entry.value.text, mostTo) : undefined;
    const from = numberIn(entry.key.text, mostFrom);
    if (from !== undefined && to !== undefined) pairs.push([from, to]);
    else {
      const span = from === undefined ? entry.key : entry.value;
      const message = `"${key}" maps numbers from 0 to ${mostFrom} to numbers from 0 to ${mostTo}`;
      reporter.error('wrong-value', span, message);
    }
  }
  if (pairs.length < node.entries.length) return;
  pairs.sort(([a], [b]) => a - b);
  say(
    draft,
    attribute,
    pairs.map(([from, to]) => `${from}:${to}`),
    node,
  );
}

function numberIn(text: string, most: number): number | undefined {
  return /^[0-9]+$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}
