import type { Form } from '../../model/language/device.ts';
import { say } from '../draft.ts';
import { didYouMean } from '../nearest.ts';
import type { Node } from '../node.ts';
import { parseBits32 } from './bits32.ts';
import type { SaidKey } from './said-key.ts';

type Said = SaidKey<Extract<Form, { form: 'tunnel-keys' }>>;

/** Reads one key for both directions, or `input` and `output`; a direction missing from these has none. */
export function readTunnelKeys(said: Said): void {
  const { draft, key, attribute, form, node, reporter } = said;
  if (node.kind === 'scalar') {
    const number = keyIn(node, key, said);
    if (number === undefined) return;
    say(draft, attribute, number, node);
    say(draft, form.output, number, node);
  } else if (node.kind === 'map') {
    const targets: Readonly<Record<string, string>> = { input: attribute, output: form.output };
    for (const target of Object.values(targets)) say(draft, target, null, node);
    for (const entry of node.entries) {
      const target = targets[entry.key.text];
      if (target === undefined) {
        const hint = (): string | undefined => didYouMean(entry.key.text, Object.keys(targets));
        const message = `"${entry.key.text}" is not a direction of a tunnel's keys: "${key}" has "input" and "output"`;
        reporter.error('unknown-key', entry.key, message, { hint });
        continue;
      }
      const number = keyIn(entry.value, entry.key.text, said);
      if (number !== undefined) say(draft, target, number, entry.value);
    }
  }
}

function keyIn(node: Node, key: string, { reporter }: Said): number | undefined {
  const number = node.kind === 'scalar' ? parseBits32(node.text) : undefined;
  if (number === undefined) {
    const message = `"${key}" must be a number from 0 to 4294967295 or a dotted quad`;
    reporter.error('wrong-value', node, message);
  }
  return number;
}
