import type { Attributes, Link, Snapshot, Value } from '../model/index.ts';
import { isOfPort } from '../model/language/masters.ts';
import { isPassing } from '../resources/link/usual.ts';
import type { Wanted } from '../resources/room.ts';
import { withoutNoAddress } from './kept-addresses.ts';

/** A link that was changed: the changed attributes only, lest others' changes are undone. One that went: all of it. */
export function linkBefore(
  link: Link,
  gone: ReadonlySet<string>,
  changed: ReadonlySet<string> | undefined,
): Wanted<Link>[] {
  const { master } = link.attributes;
  // That a bond uses none of its ports, for now, nobody asks it for; it may take until its next look at them.
  const isToBe = (name: string, value: Value): boolean => value !== null || !isPassing(link.kind, name);
  const released = changed?.has('master') === true || (typeof master === 'string' && gone.has(master));
  const isGone = gone.has(link.name);
  const attributes: Attributes = Object.fromEntries(
    Object.entries(isGone ? withoutNoAddress(link.attributes) : link.attributes).filter(
      ([name, value]) =>
        isToBe(name, value) &&
        (isGone || changed?.has(name) === true || (released && (OF_MEMBERSHIP.has(name) || isOfPort(name)))),
    ),
  );
  if (Object.keys(attributes).length === 0) return [];
  const own = released || isGone ? link.facts?.originalAddress : undefined;
  const item: Link = {
    ...{ type: 'link', name: link.name, kind: link.kind, attributes },
    ...(own !== undefined && { facts: { originalAddress: own } }),
  };
  return [{ item, source: null, places: {} }];
}

/**
 * A ring takes its ports when it is made, of which no other one may be the master then; that it is their master is no
 * attribute that one can set.
 */
export function outOfRing(link: Link, now: Snapshot, kinds: ReadonlyMap<unknown, string>): Link {
  const { master, ...attributes } = link.attributes;
  if (kinds.get(master) !== 'hsr') return link;
  const live = now.links.find(({ name }) => name === link.name)?.attributes['master'] ?? null;
  return { ...link, attributes: { ...attributes, ...(live !== master && { master: null }) } };
}

/**
 * A bond closes the ports that leave it (bond_release_one). One that a VRF bounces is told all of its flags again, so that
 * a mode that others caused becomes its own (cycle_netdev).
 */
const OF_MEMBERSHIP: ReadonlySet<string> = new Set(['master', 'state', 'promiscuous', 'all-multicast']);
