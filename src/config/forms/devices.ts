import type { Form } from '../../model/language/device.ts';
import { namesPeer } from '../../model/language/pairs.ts';
import { added, type Draft, say } from '../draft.ts';
import { itemsOf, type ScalarNode } from '../node.ts';
import type { SaidKey } from './said-key.ts';

/** Reads the id of another device. Whether that exists is checked when all devices are known. */
export function readDevice({ draft, attribute, form, value, node }: SaidKey<FormOf<'device'>>): void {
  if (typeof value !== 'string' || node.kind !== 'scalar') return;
  if (namesPeer(attribute)) {
    // `peer` holds for both ends, so it is set when they are joined.
    draft.peer = { id: value, span: node };
    return;
  }
  refer(draft, attribute, node, form.below);
  say(draft, attribute, value, node);
}

/** Reads the ids of several other devices. */
export function readDevices({ draft, attribute, form, value, node }: SaidKey<FormOf<'devices'>>): void {
  if (!Array.isArray(value)) return;
  for (const item of itemsOf(node)) if (item.kind === 'scalar') refer(draft, attribute, item, form.below);
  say(draft, attribute, value.map(String), node);
}

type FormOf<N extends Form['form']> = Extract<Form, { form: N }>;

function refer(draft: Draft, attribute: string, node: ScalarNode, below = false): void {
  draft.references = added(draft.references, { attribute, id: node.text, span: node, below });
}
