import type { Link } from '../../model/index.ts';
import { peerOf } from '../../model/language/pairs.ts';
import { FILTERS, targetsOf } from '../../model/language/qdiscs/filters.ts';
import { lowersOf } from '../../model/language/references.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';

/** Lower devices, masters and where filters send packets before the links that need them; otherwise in the given order. Cycles keep the given order. */
export function byDependency(
  wanted: readonly Wanted<Link>[],
  needs: (link: Link) => readonly unknown[] = lowerAndMaster,
): Wanted<Link>[] {
  const byName = new Map<unknown, Wanted<Link>>(wanted.map((w) => [w.item.name, w]));
  const done = new Set<string>();
  const order: Wanted<Link>[] = [];
  const visit = (w: Wanted<Link>): void => {
    if (done.has(w.item.name)) return;
    done.add(w.item.name);
    for (const needed of needs(w.item)) {
      const other = byName.get(needed);
      if (other !== undefined) visit(other);
    }
    order.push(w);
  };
  for (const w of wanted) visit(w);
  return order;
}

const lowerAndMaster = ({ attributes }: Link): readonly unknown[] => [
  ...lowersOf(attributes),
  attributes['master'],
  ...targetsOf(attributes[FILTERS]),
];

/**
 * The order in which links are created. The missing end of a pair comes after a live link that has the name of its peer and must
 * be replaced: then both ends are created together.
 */
export function byCreation(wanted: readonly Wanted<Link>[], world: World): Wanted<Link>[] {
  return byDependency(wanted, (link) => {
    const peer = peerOf(link);
    const waits = peer !== undefined && !world.links.has(link.name) && world.links.has(peer);
    return waits ? [...lowerAndMaster(link), peer] : lowerAndMaster(link);
  });
}
