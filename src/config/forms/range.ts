import { say } from '../draft.ts';
import type { SaidKey } from './said-key.ts';

/** Reads two numbers; if their order is wrong they are swapped, with a warning, as by netplan. */
export function readRange({ draft, key, attribute, value, node, reporter }: SaidKey): void {
  const [low, high]: unknown[] = Array.isArray(value) ? value : [];
  if (typeof low !== 'number' || typeof high !== 'number') return;
  if (low > high) {
    const message = `"${key}" is read as ${high} to ${low}: the lower one comes first`;
    reporter.warning('wrong-order', node, message);
  }
  say(draft, attribute, [Math.min(low, high), Math.max(low, high)], node);
}
