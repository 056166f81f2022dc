import { say } from '../draft.ts';
import type { SaidKey } from './said-key.ts';

/** Reads a list in which neither order nor repetition matters. */
export function readSet({ draft, attribute, value, node }: SaidKey): void {
  if (Array.isArray(value)) say(draft, attribute, [...new Set(value.map(String))].sort(), node);
}
