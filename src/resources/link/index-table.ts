import { NlapplyError } from '../../model/index.ts';
import type { LinkIndex } from '../room.ts';

/**
 * The distance of reserved indexes from those in use. The kernel numbers new links upwards, and a link that others make
 * during the run must not get an index that our messages use for one of ours.
 */
const GAP = 1024;

/** An index of a namespace's links, by name and by interface index. */
export function linkIndex(links: Iterable<readonly [name: string, index: number]>): LinkIndex {
  const byName = new Map<string, number>();
  const byIndex = new Map<number, string>();
  const add = (name: string, index: number): void => {
    byName.set(name, index);
    byIndex.set(index, name);
  };
  const reserved = new Set<string>();
  for (const [name, index] of links) add(name, index);
  let next = GAP;
  for (const index of byIndex.keys()) next = Math.max(next, index + GAP);
  return {
    indexOf(name) {
      const index = byName.get(name);
      if (index === undefined) throw new NlapplyError('ERR_NO_LINK', 1, `there is no link ${name}`);
      return index;
    },
    has: (name) => byName.has(name),
    nameOf: (index) => byIndex.get(index),
    reserve(name) {
      const index = next;
      next += 1;
      add(name, index);
      reserved.add(name);
      return index;
    },
    place: add,
    isReserved: (name) => reserved.has(name),
    rename(from, to) {
      const index = byName.get(from);
      if (index === undefined) return;
      byName.delete(from);
      add(to, index);
      if (reserved.delete(from)) reserved.add(to);
    },
    forget(name) {
      byName.delete(name);
      reserved.delete(name);
    },
  };
}
