import { type PackedSeen, sameValue } from '../model/index.ts';

/** Of each device, the names of the links it stands for. */
export type NamesOf = ReadonlyMap<string, readonly string[]>;

/** Finds what a declared list comes to, with the names of the links and what was seen of those of its objects that are packed. */
type Find<List extends object, Found> = (list: List, names: NamesOf, seen?: PackedSeen) => Found;

/** The same, which gives what was found last where all is as it was then: a run plans twice at least, and mostly with the same links. */
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
