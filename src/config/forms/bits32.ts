import { parseIp } from '../../model/ip.ts';
import { say } from '../draft.ts';
import type { SaidKey } from './said-key.ts';

/** Reads a number of 32 bits: decimal, with 0x, or as a dotted quad, as iproute2 accepts for keys of tunnels. */
export function readBits32({ draft, key, attribute, node, reporter }: SaidKey): void {
  if (node.kind !== 'scalar') return;
  const number = parseBits32(node.text);
  if (number === undefined) {
    const message = `"${key}" must be a number from 0 to 4294967295 or a dotted quad, not ${JSON.stringify(node.text)}`;
    reporter.error('wrong-value', node, message);
  } else say(draft, attribute, number, node);
}

export function parseBits32(text: string): number | undefined {
  const quad = parseIp(text);
  if (quad?.family === 4) return quad.parts.reduce((number, byte) => number * 256 + byte, 0);
  const number = /^(0x[0-9a-f]{1,8}|[0-9]{1,10})$/i.test(text) ? Number(text) : Number.NaN;
  return number <= 4294967295 ? number : undefined;
}
