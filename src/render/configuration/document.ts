import type { Value } from '../../model/index.ts';

/** Plain data that YAML and JSON can both say. */
export type Node = string | number | boolean | readonly Node[] | { readonly [key: string]: Node };

/** A mapping under construction; what is undefined is not there. */
export type Entry = Record<string, Node | undefined>;

/** An object written down, null when nobody set it, or the reason why the language cannot say it. */
export type Written = { readonly node: Node } | { readonly reason: string } | null;

/** The value, if it is one that a key can have as it is. */
export function scalar(value: Value | undefined): Node | undefined {
  return value === undefined || value === null || typeof value === 'object' ? undefined : value;
}

/** The list, unless it has nothing in it. */
export function filled(list: readonly Node[]): readonly Node[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** A configuration as plain data, in the language that `nlapply check` reads. */
export interface ConfigurationDocument {
  readonly network: { readonly version: 2 } & Readonly<Record<string, Node>>;
}

/** The entry without its gaps: neither undefined members nor empty mappings. An empty list is a value. */
export function compact(entry: Entry): { readonly [key: string]: Node } {
  const kept: Record<string, Node> = {};
  for (const [key, value] of Object.entries(entry)) {
    const empty = typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0;
    if (value !== undefined && !empty) kept[key] = value;
  }
  return kept;
}
