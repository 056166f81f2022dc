import { type Entry, KIND_NAME, type MapNode, type Node, type SeqNode } from './node.ts';
import type { Reporter } from './reporter.ts';

/**
 * Merges the trees of several files by netplan's rules: a later single value wins, mappings merge key by key, lists are
 * appended without items that an earlier file's list has already. A key cannot change from one kind to another.
 */
export function mergeTrees(trees: readonly Node[], reporter: Reporter): Node | undefined {
  return trees.reduce<Node | undefined>(
    (merged, tree) => (merged === undefined ? tree : mergeNodes(merged, tree, 'the configuration', reporter)),
    undefined,
  );
}

/** Lists that later ones replace (netplan's handle_link_local starts anew). */
const REPLACED: ReadonlySet<string> = new Set(['link-local']);

function mergeNodes(earlier: Node, later: Node, name: string, reporter: Reporter): Node {
  if (earlier.kind === 'map' && later.kind === 'map') return mergeMaps(earlier, later, reporter);
  if (earlier.kind === 'seq' && later.kind === 'seq') return appendLists(earlier, later);
  // A missing value is reported by the next stage, and must not be hidden by another file.
  if (earlier.kind === 'null') return earlier;
  if (earlier.kind !== later.kind && later.kind !== 'null') {
    const related = { message: 'defined here before', span: earlier };
    const message = `${name} is ${KIND_NAME[later.kind]} here, but ${KIND_NAME[earlier.kind]} in an earlier file`;
    reporter.error('wrong-type', later, message, { related });
    return earlier;
  }
  return later;
}

function mergeMaps(earlier: MapNode, later: MapNode, reporter: Reporter): MapNode {
  const merged = new Map<string, Entry>(earlier.entries.map((entry) => [entry.key.text, entry]));
  for (const entry of later.entries) {
    const before = merged.get(entry.key.text);
    if (before === undefined) merged.set(entry.key.text, entry);
    else {
      const value = REPLACED.has(entry.key.text)
        ? entry.value
        : mergeNodes(before.value, entry.value, `"${entry.key.text}"`, reporter);
      // The key is taken from the same file as the value, since messages point there.
      merged.set(entry.key.text, { key: value === entry.value ? entry.key : before.key, value });
    }
  }
  return { ...earlier, entries: [...merged.values()] };
}

function appendLists(earlier: SeqNode, later: SeqNode): SeqNode {
  const known = new Set(earlier.items.map(fingerprint));
  return {
    ...earlier,
    items: [...earlier.items, ...later.items.filter((item) => !known.has(fingerprint(item)))],
  };
}

/** A text that is equal for nodes with the same contents; the order of a mapping's keys does not matter. */
function fingerprint(node: Node): string {
  switch (node.kind) {
    case 'scalar':
      return JSON.stringify(node.text);
    case 'null':
      return 'null';
    case 'seq':
      return `[${node.items.map(fingerprint).join()}]`;
    case 'map': {
      const entries = node.entries.map(
        ({ key, value }) => `${JSON.stringify(key.text)}:${fingerprint(value)}`,
      );
      return `{${entries.sort().join()}}`;
    }
  }
}
