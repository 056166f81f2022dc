import type { Value } from '../../model/index.ts';

/** Plain data that both YAML and JSON can express. */
export type Node = string | number | boolean | readonly Node[] | { readonly [key: string]: Node };

/** A mapping under construction; undefined members are left out. */
export type Entry = Record<string, Node | undefined>;

/** An object as it is written; null if nobody set it, or the reason why it cannot be declared. */
export type Written = { readonly node: Node } | { readonly reason: string } | null;

/** The value, if a key can have it as it is; otherwise undefined. */
export function scalar(value: Value | undefined): Node | undefined {
  return value === undefined || value === null || typeof value === 'object' ? undefined : value;
}

/** The list; undefined if it is empty. */
export function filled(list: readonly Node[]): readonly Node[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** A configuration as plain data, in the language that `nlapply check` reads. */
export interface ConfigurationDocument {
  readonly network: { readonly version: 2 } & Readonly<Record<string, Node>>;
}

/** The entry without undefined members and empty mappings. An empty list is kept, as it is a value. */
export function compact(entry: Entry): { readonly [key: string]: Node } {
  const kept: Record<string, Node> = {};
  for (const [key, value] of Object.entries(entry)) {
    const empty = typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0;
    if (value !== undefined && !empty) kept[key] = value;
  }
  return kept;
}
