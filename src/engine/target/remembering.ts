import { type PackedSeen, sameValue } from '../../model/index.ts';

/** The names of the links of each device. */
export type NamesOf = ReadonlyMap<string, readonly string[]>;

/** Turns a declared list into wanted objects, given the names of the links, and what was observed of packed objects. */
type Find<List extends object, Found> = (list: List, names: NamesOf, seen?: PackedSeen) => Found;

/** The same, but returns its last result if all arguments are the same: a run plans at least twice, mostly with the same links. */
export function remembering<List extends object, Found>(find: Find<List, Found>): Find<List, Found> {
  const last = new WeakMap<List, { names: NamesOf; seen: PackedSeen | undefined; found: Found }>();
  return (list, names, seen) => {
    const kept = last.get(list);
    if (kept !== undefined && kept.seen === seen && sameNames(kept.names, names)) return kept.found;
    const found = find(list, names, seen);
    last.set(list, { names, seen, found });
    return found;
  };
}

function sameNames(a: NamesOf, b: NamesOf): boolean {
  if (a.size !== b.size) return false;
  for (const [id, names] of a) if (!sameValue(names, b.get(id))) return false;
  return true;
}
