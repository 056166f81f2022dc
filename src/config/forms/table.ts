import { say } from '../draft.ts';
import { readTable } from '../table.ts';
import type { SaidKey } from './said-key.ts';

/** Reads a routing table, by number or by name. */
export function readTableForm({ draft, attribute, node, reporter }: SaidKey): void {
  if (node.kind !== 'scalar') return;
  const table = readTable(node.text, { node, reporter });
  if (table !== undefined) say(draft, attribute, table, node);
}
