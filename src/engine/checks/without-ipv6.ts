import {
  type Address,
  type Item,
  LISTS,
  type Link,
  type Neighbor,
  type Problem,
  type Route,
} from '../../model/index.ts';
import { IPV6_MIN_MTU } from '../../model/ip.ts';
import { hasAddress } from '../../resources/address/on-link.ts';
import { hasIpv6, hasLowMtu } from '../../resources/link/ipv6-effects.ts';
import { KINDS } from '../../resources/link/kinds.ts';
import type { Wanted } from '../../resources/room.ts';
import { ROOMS } from '../../resources/rooms.ts';
import { linksWithIpv6 } from '../../resources/route/paths.ts';
import type { World } from '../../resources/world.ts';
import { liveAsWanted } from '../objects/as-wanted.ts';
import type { Target } from '../target/target.ts';

/**
 * The target without objects that the kernel would refuse because a link has no IPv6: its MTU is too low, perhaps because that of its
 * lower device is, or IPv6 is switched off on it.
 */
export function withoutIpv6(target: Target, world: World): { target: Target; problems: readonly Problem[] } {
  const low = new Map([...world.links].filter(([, link]) => hasLowMtu(link) && !keepsIpv6(link, world)));
  const isOff = (link: Link): boolean => !hasIpv6(link) && !hasLowMtu(link) && link.kind !== 'loopback';
  const off = new Set([...world.links].flatMap(([name, link]) => (isOff(link) ? [name] : [])));
  const mayFall = new Set(
    [...world.mtuDoubts.keys()].filter((name) => !low.has(name) && mayLoseIt(name, world)),
  );
  if (low.size + off.size + mayFall.size === 0) return { target, problems: [] };
  const reasonToLeave = (
    item: Address | Neighbor | Route,
    source: Problem['source'],
  ): Problem | undefined => {
    const under = linksUnder(item);
    const inDoubt = under.find((name) => mayFall.has(name));
    const link = under.find((name) => low.has(name)) ?? inDoubt;
    if (link === undefined) {
      const offLink = under.find((name) => off.has(name));
      return offLink === undefined || isAnywhere(item, world)
        ? undefined
        : switchedOff(item, source, offLink);
    }
    if (isThere(item, world) || (link === inDoubt && isAnywhere(item, world))) return undefined;
    const doubt = doubtOf(link, world);
    return doubt !== undefined && (link === inDoubt || doubt >= IPV6_MIN_MTU)
      ? waiting(item, source, link, doubt)
      : tooLow(item, source, link, low.get(link)?.attributes['mtu']);
  };
  const problems: Problem[] = [];
  const able = <T extends Address | Neighbor | Route>(wanted: readonly Wanted<T>[]): Wanted<T>[] =>
    wanted.filter(({ item, source }) => {
      const problem = reasonToLeave(item, source);
      if (problem !== undefined) problems.push(problem);
      return problem === undefined;
    });
  const { addresses, neighbors, routes } = target;
  const left = { addresses: able(addresses), neighbors: able(neighbors), routes: able(routes) };
  return { target: { ...target, ...left }, problems };
}

/**
 * If the MTU of a tunnel falls because the route to its other end changes, it keeps its IPv6 until it goes down, as nobody is notified
 * (geneve_change_mtu), and a plan may not know that route. The MTU that the lower device of a VXLAN leaves to it is known, so what does
 * not fit is left out, with a warning.
 */
const keepsIpv6 = ({ name, kind }: Link, world: World): boolean =>
  KINDS.get(kind)?.adaptsMtu === true && hasAddress(name, 6, world);

/** The MTU that a link may get: it is not known of every bridge, which the link is or is on, whether it follows its ports. */
const doubtOf = (name: string, { mtuSet, mtuDoubts }: World): number | undefined =>
  mtuSet.has(name) ? undefined : mtuDoubts.get(name);

const mayLoseIt = (name: string, world: World): boolean =>
  hasLowMtu({ attributes: { mtu: doubtOf(name, world) ?? null } });

const tooLow = (item: Item, source: Problem['source'], link: string, mtu: unknown): Problem => ({
  code: 'no-ipv6',
  severity: 'error',
  message: `${nameOf(item)} is left out: with an MTU of ${String(mtu)} ${link} has no IPv6`,
  hint: `IPv6 needs an MTU of at least ${IPV6_MIN_MTU}: raise that of ${link}, and of the links that it stands on`,
  source,
});

/** addrconf_add_dev, fib6_nh_init: EACCES; ndisc_allow_add: EINVAL */
const switchedOff = (item: Item, source: Problem['source'], link: string): Problem => ({
  code: 'no-ipv6',
  severity: 'error',
  message: `${nameOf(item)} is left out: IPv6 is switched off on ${link}`,
  hint: `set ipv6.disable_ipv6 of ${link} to 0`,
  source,
});

/** It is not certain before the ports have got their MTUs. The next look finds out, and the object is added then. */
const waiting = (item: Item, source: Problem['source'], link: string, mtu: number): Problem => ({
  code: 'no-ipv6',
  severity: 'warning',
  message: `${nameOf(item)} comes with a second look, if ${link} has IPv6 then: its MTU may become ${mtu}`,
  hint: `declare the MTU of ${link}`,
  source,
});

const isAnywhere = (item: Address | Neighbor | Route, world: World): boolean =>
  item.type === 'route'
    ? liveAsWanted(item, world) !== undefined
    : world[LISTS[item.type]].has(ROOMS[item.type].key(item));

/** Routes that do not need IPv6 on their link: those by a nexthop object, and IPv4 routes via an IPv6 gateway. */
function isThere(item: Address | Neighbor | Route, world: World): boolean {
  const live = item.type === 'route' ? liveAsWanted(item, world) : undefined;
  return live !== undefined && (live.family === 4 || live.nexthopId !== undefined);
}

/** The links that must have IPv6 for the object. */
function linksUnder(item: Address | Neighbor | Route): readonly string[] {
  if (item.type === 'route') return linksWithIpv6(item);
  return item.family === 6 ? [item.link] : [];
}

const nameOf = (item: Item): string => ROOMS[item.type].name(item);
