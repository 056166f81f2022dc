import { say } from '../draft.ts';
import type { SaidKey } from './forms.ts';

/** A list in which neither order nor repetition mean anything. */
export function readSet({ draft, attribute, value, node }: SaidKey): void {
  if (Array.isArray(value)) say(draft, attribute, [...new Set(value.map(String))].sort(), node);
}
