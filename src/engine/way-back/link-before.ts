import type { Attributes, Link, Snapshot, Value } from '../../model/index.ts';
import { isOfPort } from '../../model/language/masters.ts';
import { asFound, FILTERS } from '../../model/language/qdiscs/filters.ts';
import { isPassing } from '../../resources/link/usual.ts';
import type { Wanted } from '../../resources/room.ts';
import { withoutNoAddress } from '../links/kept-addresses.ts';

/**
 * What to restore of a link. If it was changed, only the changed attributes, so that changes of others are not undone; if it was
 * deleted, all of them.
 */
export function linkBefore(
  link: Link,
  gone: ReadonlySet<string>,
  changed: ReadonlySet<string> | undefined,
): Wanted<Link>[] {
  const { master } = link.attributes;
  // A transient attribute without a value is not restored: that a bond uses none of its ports at the moment may only last until
  // it checks their links again.
  const isToBe = (name: string, value: Value): boolean => value !== null || !isPassing(link.kind, name);
  const released = changed?.has('master') === true || (typeof master === 'string' && gone.has(master));
  const isGone = gone.has(link.name);
  const found: Attributes = Object.fromEntries(
    Object.entries(isGone ? withoutNoAddress(link.attributes) : link.attributes).filter(
      ([name, value]) =>
        isToBe(name, value) &&
        (isGone || changed?.has(name) === true || (released && (OF_MEMBERSHIP.has(name) || isOfPort(name)))),
    ),
  );
  if (Object.keys(found).length === 0) return [];
  const { [FILTERS]: filters } = found;
  const attributes = filters === undefined ? found : { ...found, [FILTERS]: asFound(filters) };
  const own = released || isGone ? link.facts?.originalAddress : undefined;
  const item: Link = {
    ...{ type: 'link', name: link.name, kind: link.kind, attributes },
    ...(own !== undefined && { facts: { originalAddress: own } }),
  };
  return [{ item, source: null, places: {} }];
}

/**
 * An HSR ring takes its ports when it is created, and they must have no other master then; that the ring is their master cannot
 * be set as an attribute. So the link is returned without its master, or with none if it has another one now.
 */
export function outOfRing(link: Link, now: Snapshot, kinds: ReadonlyMap<unknown, string>): Link {
  const { master, ...attributes } = link.attributes;
  if (kinds.get(master) !== 'hsr') return link;
  const live = now.links.find(({ name }) => name === link.name)?.attributes['master'] ?? null;
  return { ...link, attributes: { ...attributes, ...(live !== master && { master: null }) } };
}

/**
 * Attributes that the end of a membership can change: a bond takes ports that leave it down (bond_release_one), and a VRF takes
 * its ports down and up again (cycle_netdev), which sets all their flags, so that modes that others caused become their own.
 */
const OF_MEMBERSHIP: ReadonlySet<string> = new Set(['master', 'state', 'promiscuous', 'all-multicast']);
