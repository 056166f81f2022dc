import { childOf, type Node, type Span } from './node.ts';
import type { Reporter } from './reporter.ts';
import { parseTable } from './table-names.ts';

interface TableSite {
  readonly node: Node;
  readonly list?: Span | undefined;
  readonly reporter: Reporter;
}

/** Reads `table` of an entry, or the table that a node is; undefined if it is wrong, which is reported. */
export function readTable(said: number | string, { node, list, reporter }: TableSite): number | undefined {
  const table = parseTable(String(said), node.source);
  if (typeof table === 'number') return table;
  const { code, message, hint } = table;
  reporter.error(code, childOf(node, 'table') ?? node, `"table" ${message}`, { hint, list });
  return undefined;
}
