import type { Node } from '../../src/config/node.ts';

/** A tree as plain data: texts with their offsets, for comparison. */
export function plainTree(node: Node | undefined): unknown {
  if (node === undefined) return undefined;
  const at = `${node.start}-${node.end}`;
  switch (node.kind) {
    case 'scalar':
      return `${at} ${JSON.stringify(node.text)}`;
    case 'null':
      return `${at} null`;
    case 'seq':
      return { at, items: node.items.map(plainTree) };
    case 'map':
      return { at, entries: node.entries.map(({ key, value }) => [plainTree(key), plainTree(value)]) };
  }
}
