import { NlapplyError } from '../../model/index.ts';
import type { LinkIndex } from '../room.ts';

/** Interface indexes by name and back, of a namespace's links. */
export function linkIndex(links: Iterable<readonly [name: string, index: number]>): LinkIndex {
  const byName = new Map<string, number>();
  const byIndex = new Map<number, string>();
  let highest = 0;
  const add = (name: string, index: number): void => {
    byName.set(name, index);
    byIndex.set(index, name);
    highest = Math.max(highest, index);
  };
  for (const [name, index] of links) add(name, index);
  return {
    indexOf(name) {
      const index = byName.get(name);
      if (index === undefined) throw new NlapplyError('ERR_NO_LINK', 1, `there is no link ${name}`);
      return index;
    },
    has: (name) => byName.has(name),
    nameOf: (index) => byIndex.get(index),
    reserve(name) {
      add(name, highest + 1);
      return highest;
    },
    rename(from, to) {
      const index = byName.get(from);
      if (index === undefined) return;
      byName.delete(from);
      add(to, index);
    },
    forget: (name) => void byName.delete(name),
  };
}
