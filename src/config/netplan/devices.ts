import { booleanOf } from '../coerce.ts';
import { childOf, type Entry, entryOf, type MapNode, type Node } from '../node.ts';

/** A device in netplan's files. */
export interface Device {
  readonly section: string;
  readonly entry: Entry;
}

/** Reports that netplan and nlapply understand a place differently. */
export type Say = (node: Node, message: string, hint?: string) => void;

/** The devices of a tree, in its order. */
export function devicesOf(root: Node | undefined): readonly Device[] {
  return mappingsOf(childOf(root, 'network')).flatMap(({ key, value }) =>
    mappingsOf(value).map((entry): Device => ({ section: key.text, entry })),
  );
}

const mappingsOf = (node: Node | undefined): readonly Entry[] =>
  node?.kind === 'map' ? node.entries.filter(({ value }) => value.kind === 'map') : [];

/** The value at a path of keys. */
export const at = (node: Node | undefined, ...path: readonly string[]): Node | undefined =>
  path.reduce<Node | undefined>((found, key) => childOf(found, key), node);

export const isText = (node: Node | undefined, pattern: RegExp): boolean =>
  node?.kind === 'scalar' && pattern.test(node.text);

/** Whether a node is one of netplan's words for yes. */
export const isYes = (node: Node | undefined): boolean =>
  node?.kind === 'scalar' && booleanOf(node.text) === true;

export function parametersOf({ entry }: Device): MapNode | undefined {
  const found = entryOf(entry.value, 'parameters')?.value;
  return found?.kind === 'map' ? found : undefined;
}
