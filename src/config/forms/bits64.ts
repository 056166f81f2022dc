import { say } from '../draft.ts';
import type { SaidKey } from './said-key.ts';

/** Reads 64 bits, the highest first: 0x and up to 16 digits. */
export function readBits64({ draft, key, attribute, node, reporter }: SaidKey): void {
  if (node.kind !== 'scalar') return;
  const [, digits] = /^0x([0-9a-f]{1,16})$/i.exec(node.text) ?? [];
  if (digits !== undefined) say(draft, attribute, `0x${digits.toLowerCase().padStart(16, '0')}`, node);
  else {
    const message = `"${key}" must be 0x and up to 16 hexadecimal digits, not ${JSON.stringify(node.text)}`;
    reporter.error('wrong-value', node, message);
  }
}
