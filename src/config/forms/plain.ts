import type { Value } from '../../model/value.ts';
import { say } from '../draft.ts';
import type { SaidKey } from './said-key.ts';

/** Takes the value as typed by the schema. */
export function readPlain({ draft, attribute, value, node }: SaidKey): void {
  if (isValue(value)) say(draft, attribute, value, node);
}

function isValue(value: unknown): value is Value {
  return Array.isArray(value) ? value.every(isValue) : ['string', 'number', 'boolean'].includes(typeof value);
}
