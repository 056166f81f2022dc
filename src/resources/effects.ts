import { followsLink, type Link, type Route, type Step } from '../model/index.ts';
import { IPV6_MIN_MTU } from '../model/ip.ts';
import { isOfPort, MASTERS } from '../model/language/masters.ts';
import { peerOf } from '../model/language/pairs.ts';
import { FILTERS, withoutTarget } from '../model/language/qdiscs/filters.ts';
import { sourcesGoneWithDevice } from './address/device-sources.ts';
import { loseSourced } from './address/effects.ts';
import { linkOf } from './address/terms.ts';
import { changeRemotes, loseOfPort } from './fdb/effects.ts';
import { afterPortChange, doubtfulBridges } from './link/bridge-effects.ts';
import { hasLowMtu, withoutIpv6Mtu } from './link/ipv6-effects.ts';
import { KINDS } from './link/kinds.ts';
import { afterMtu, afterMtuLate, type MtuEffects } from './link/mtu-effects.ts';
import { afterTakeover, closed } from './link/takeover-effects.ts';
import { lowersOfLink, masterOf, targetsOfLink } from './link/terms.ts';
import { tableOfLink } from './link/vrf-table.ts';
import { loseGroupsOfPort } from './mdb/effects.ts';
import { forgetNeighbors, forgetWithMac, loseNeighbors } from './neighbor/effects.ts';
import { limitOf } from './of-machine.ts';
import { diesWith } from './route/dead-paths.ts';
import { encapLinksOf, linksOf, needsUp, withoutLink } from './route/paths.ts';
import { lose, ofMachineMaps, onLinkMaps, remember, type World } from './world.ts';

// What the kernel does to other objects when a link changes. Each function applies the effect to a world that is being
// planned.

/**
 * The link goes down: its routes, except IPv4 ones of scope host, and its neighbours are flushed (fib_disable_ip,
 * rt6_disable_ip) and its IPv6 addresses removed (addrconf_ifdown); IPv4 addresses and the entries of forwarding
 * databases stay. VLANs on it go down, too (vlan_device_event).
 */
export function afterDown(world: World, name: string, reason: string): void {
  afterDownAlone(world, name, reason);
  for (const [, other] of world.links.where(lowersOfLink, name)) {
    if (!followsState(other) || other.attributes['state'] !== 'up') continue;
    world.links.set(other.name, { ...other, attributes: { ...other.attributes, state: 'down' } });
    afterDown(world, other.name, `lost when ${other.name} goes down with ${name}`);
  }
}

function afterDownAlone(world: World, name: string, reason: string): void {
  for (const [key, route] of world.routes.where(linksOf, name)) {
    // A path of a multipath route is only marked dead, and comes back when its link is up (fib_sync_down_dev,
    // fib6_ifdown).
    if (route.nexthopId !== undefined) losePath(world, key, route, name, reason);
    else if (needsUp(route) && diesWith(route, name, world)) lose(world, world.routes, key, reason);
  }
  loseIpv6(world, name, reason);
  loseNeighbors(world, name, reason);
}

/** The link comes up, and VLANs on it with it (vlan_device_event). */
export function afterUp(world: World, name: string): void {
  for (const [, other] of world.links.where(lowersOfLink, name)) {
    if (!followsState(other)) continue;
    world.links.set(
      other.name,
      withoutIpv6Mtu({ ...other, attributes: { ...other.attributes, state: 'up' } }),
    );
  }
}

const followsState = ({ kind, attributes }: Link): boolean =>
  kind === 'vlan' && attributes['vlan.loose-binding'] !== true;

/**
 * IPv6 is turned off on the link, which the kernel also does when its MTU falls below 1280 bytes (addrconf_notify,
 * NETDEV_CHANGEMTU). Nexthop objects and the routes that use them stay (fib6_ifdown).
 */
export function afterIpv6Off(world: World, name: string, reason: string): void {
  for (const [key, route] of world.routes.where(linksOf, name)) {
    if (route.family === 6 && route.nexthopId === undefined) losePath(world, key, route, name, reason);
  }
  loseIpv6(world, name, reason);
  loseNeighbors(world, name, reason, 6);
}

/**
 * The link is removed, with everything on it: addresses, routes, neighbours and the like, its peer, and links stacked
 * on it. Its ports are released.
 */
export function afterRemoval(world: World, name: string, reason: string): void {
  const link = world.links.get(name);
  if (link === undefined) return;
  const table = tableOfLink(name, world);
  world.links.delete(name);
  world.born.delete(name);
  followPorts(world, link, undefined);
  for (const [key, route] of world.routes.where(linksOf, name)) losePath(world, key, route, name, reason);
  loseInEncaps(world, link, reason);
  const gone = world.addresses.where(linkOf, name);
  for (const [key] of gone) lose(world, world.addresses, key, reason);
  const sources = sourcesGoneWithDevice(
    gone.map(([, address]) => address),
    table,
  );
  loseSourced(world, sources, table, reason);
  for (const map of onLinkMaps(world)) {
    for (const [key, item] of map.where(linkOf, name)) {
      if (item.type !== 'resolver' || followsLink(item)) lose(world, map, key, reason);
    }
  }
  leaveBehind(world, name, reason);
  const peer = peerOf(link);
  if (peer !== undefined && world.links.has(peer)) loseLink(world, peer, `goes with its peer ${name}`);
  for (const [, other] of world.links.where(targetsOfLink, name)) {
    const { [FILTERS]: filters = null, ...others } = other.attributes;
    world.links.set(other.name, {
      ...other,
      attributes: { ...others, [FILTERS]: withoutTarget(filters, name) },
    });
  }
  const ports = world.links.where(masterOf, name);
  for (const [, other] of world.links.where(lowersOfLink, name)) loseUpper(world, other, link);
  for (const [port] of ports) {
    // Looked up again, as it may have been removed along with another link.
    const other = world.links.get(port);
    if (other === undefined) continue;
    world.links.set(port, released(other));
    loseOfPort(world, port, reason);
    loseGroupsOfPort(world, port, reason);
    bounce(world, port, link, reason);
  }
}

/** What belongs to the machine and is limited to the link has no effect any more. */
function leaveBehind(world: World, name: string, reason: string): void {
  for (const map of ofMachineMaps(world)) {
    for (const [key, item] of map.where(limitOf, name)) {
      lose(world, map, key, reason);
      world.orphans.push({ item, reason });
    }
  }
}

/** Routes whose encapsulation refers to the link stay, and then refer to an index that no link has. */
function loseInEncaps(world: World, { name, index }: Link, reason: string): void {
  for (const [key, route] of world.routes.where(encapLinksOf, name)) {
    remember(world, route, key, reason);
    const encapLinks = encapLinksOf(route).map((one) => (one === name ? `#${index ?? 0}` : one));
    world.routes.set(key, { ...route, encapLinks });
  }
}

/**
 * What some masters do to their ports when they are removed: a bond sets them down, a VRF sets them down and up again.
 */
function bounce(world: World, name: string, master: Link, reason: string): void {
  const { bouncesPorts, takesPortsOver } = MASTERS[master.kind] ?? {};
  const port = world.links.get(name);
  if (port === undefined || bouncesPorts !== true) return;
  const wasUp = port.attributes['state'] === 'up';
  if (takesPortsOver !== true && world.vlansFollowLater === true) {
    afterDownAlone(world, name, reason);
    return;
  }
  // With a VRF the effect is the same for a port that was down.
  if (wasUp || takesPortsOver !== true) afterDown(world, name, reason);
  if (takesPortsOver === true) world.links.set(name, closed(port, master.name, world));
  else if (wasUp) afterUp(world, name);
}

/**
 * Applies what the change, creation or removal of a link means for the bridge of which it is or was a port, and for its
 * own ports. Returns notes for the user.
 */
export function followPorts(
  world: World,
  before: Link | undefined,
  after: Link | undefined,
): readonly string[] {
  const doubtful = doubtfulBridges(world, before, after).map(doubtNote);
  const ports = afterTakeover(world, before, after);
  const notes = [...ports, ...afterPortChange(world, before, after)].flatMap((link) => {
    const above = afterMtu(world, link.name);
    if (hasLowMtu(link))
      afterIpv6Off(world, link.name, `lost when the MTU of ${link.name} falls below ${IPV6_MIN_MTU}`);
    // Of a bridge that is new itself nobody expects another MTU.
    const own = link.index === undefined ? [] : mtuNotes(link);
    return [...own, ...followMtu(world, above, link.name)];
  });
  return [...notes, ...doubtful];
}

const doubtNote = (bridge: Link): string =>
  `the MTU of ${bridge.name} may become ${String(bridge.attributes['mtu'])}, too${hasLowMtu(bridge) ? ', without IPv6' : ''}: that it was given one would not show`;

/** Notes that a link's MTU changes along with others, and what that costs. */
export const mtuNotes = (link: Link): readonly string[] => [
  `the MTU of ${link.name} becomes ${String(link.attributes['mtu'])}, too`,
  ...(hasLowMtu(link) ? [withoutIpv6Note(link)] : []),
];

export const withoutIpv6Note = ({ name }: Pick<Link, 'name'>): string =>
  `with an MTU below ${IPV6_MIN_MTU} ${name} has no IPv6`;

/** Applies what a change of a link's attributes does to objects that are on that link only. */
export function afterChange(world: World, { action, before, after, changes }: Step): void {
  if (action !== 'change' || before?.type !== 'link' || after?.type !== 'link') return;
  const { name } = after;
  for (const { attribute } of changes) {
    // arp_netdev_event, ndisc_netdev_event
    if (attribute === 'arp') forgetNeighbors(world, name, `lost when the use of ARP of ${name} changes`);
    if (attribute === 'macaddress')
      forgetWithMac(
        world,
        name,
        before.attributes['macaddress'],
        `lost when the MAC address of ${name} changes`,
      );
    if (attribute === 'vxlan.remote' || attribute === 'vxlan.vnis') changeRemotes(world, after);
    if (attribute === 'master') {
      const reason = `lost when ${name} leaves ${before.attributes['master']}`;
      loseOfPort(world, name, reason);
      loseGroupsOfPort(world, name, reason);
    }
  }
}

/**
 * Applies the remaining effects on MTUs, after all links have been given theirs. Returns notes for the user, by the
 * step that causes them.
 */
export function afterMtus(world: World, steps: readonly Step[]): ReadonlyMap<Step, readonly string[]> {
  const all = new Map<Step, readonly string[]>();
  for (const step of steps) {
    const { action, after, changes } = step;
    if (
      action !== 'change' ||
      after?.type !== 'link' ||
      !changes.some(({ attribute }) => attribute === 'mtu' || attribute === 'master')
    )
      continue;
    // A bond's ports take on its MTU.
    const ports = world.links.where(masterOf, after.name).map(([port]) => port);
    const notes = [after.name, ...ports].flatMap((name) => followMtu(world, afterMtuLate(world, name), name));
    if (notes.length > 0) all.set(step, notes);
  }
  return all;
}

/** Removes IPv6 from links whose MTU falls too low along with another link's. Returns notes for the user. */
export function followMtu(world: World, { moved, doubtful }: MtuEffects, lower: string): readonly string[] {
  for (const { name, attributes } of moved) {
    if (Number(attributes['mtu']) >= IPV6_MIN_MTU) continue;
    afterIpv6Off(world, name, `lost when the MTU of ${name} falls with that of ${lower}`);
  }
  return [...moved.flatMap(mtuNotes), ...doubtful.map(doubtNote)];
}

/**
 * A bridge has the lowest MAC address of its ports unless it was given one (br_stp_recalculate_bridge_id). When its
 * ports change it may thus get another address and lose its neighbours. `before`: the links as they were.
 */
export function afterPorts(world: World, before: Iterable<Link>): void {
  const macs = portMacs(before);
  const macsNow = portMacs(world.links.values());
  for (const bridge of before) {
    const { macaddress } = bridge.attributes;
    const ports = macs.get(bridge.name) ?? [];
    const [lowest] = [...(macsNow.get(bridge.name) ?? [])].sort();
    // A bridge without ports had a random address; one that has the address of a port most probably was not given it.
    const itsOwn = ports.length > 0 && !ports.includes(String(macaddress));
    if (bridge.kind !== 'bridge' || macaddress === undefined || itsOwn) continue;
    if (world.macSet.has(bridge.name)) continue;
    if (world.links.get(bridge.name)?.attributes['macaddress'] !== macaddress) continue;
    // With its last port the bridge loses the address, too.
    const hasAny = world.links.where(masterOf, bridge.name).length > 0;
    const hasNone = ports.length > 0 && !hasAny;
    // A new port's address is not known yet, but it differs from the bridge's present one: that was random, or belongs
    // to a port that is gone.
    const hasNewOnly = hasAny && lowest === undefined;
    if (hasNone || hasNewOnly || (lowest !== undefined && lowest !== macaddress))
      forgetWithMac(
        world,
        bridge.name,
        macaddress,
        hasNone
          ? `lost when ${bridge.name} loses its last port`
          : `lost when ${bridge.name} gets the MAC address of another port`,
      );
  }
}

/** The MAC addresses of ports by the name of their master; a new port's address is not known. */
function portMacs(links: Iterable<Link>): ReadonlyMap<unknown, readonly string[]> {
  const macs = new Map<unknown, string[]>();
  for (const { attributes } of links) {
    const { master, macaddress } = attributes;
    if (typeof master !== 'string' || typeof macaddress !== 'string') continue;
    const known = macs.get(master);
    if (known === undefined) macs.set(master, [macaddress]);
    else known.push(macaddress);
  }
  return macs;
}

/**
 * A link on top of another is removed with it. A tunnel stays and refers to a device that is gone; an HSR ring stays if
 * it has another port.
 */
function loseUpper(world: World, upper: Link, lower: Link): void {
  if (KINDS.get(upper.kind)?.outlivesLower === true) {
    const attributes = { ...upper.attributes, link: `#${lower.index ?? 0}` };
    world.links.set(upper.name, { ...upper, attributes });
    return;
  }
  const left = upper.kind === 'hsr' ? withoutPort(upper, lower.name) : undefined;
  if (left === undefined) loseLink(world, upper.name, `stands on ${lower.name}, which goes`);
  else world.links.set(upper.name, left);
}

/**
 * hsr_netdev_notify: a ring loses its ports one by one, and is removed with the last. Returns what is left of it;
 * undefined if it is removed.
 */
function withoutPort(ring: Link, port: string): Link | undefined {
  const { 'hsr.interfaces': all = [], 'hsr.interlink': interlink = null } = ring.attributes;
  const interfaces = Array.isArray(all) ? all.filter((name) => name !== port) : [];
  const left = { 'hsr.interfaces': interfaces, 'hsr.interlink': interlink === port ? null : interlink };
  if (interfaces.length === 0 && left['hsr.interlink'] === null) return undefined;
  return { ...ring, attributes: { ...ring.attributes, ...left } };
}

function loseLink(world: World, name: string, reason: string): void {
  const link = world.links.get(name);
  if (link === undefined) return;
  afterRemoval(world, name, reason);
  remember(world, link, name, reason);
}

/**
 * An IPv6 route loses its paths over the link one by one, as does a group of nexthop objects
 * (remove_nexthop_from_groups); an IPv4 route is removed as a whole when one of its links is (fib_sync_down_dev).
 */
function losePath(world: World, key: string, route: Route, link: string, reason: string): void {
  const oneByOne = route.family === 6 || route.nexthopId !== undefined;
  const left = oneByOne ? withoutLink(route, link) : undefined;
  lose(world, world.routes, key, reason);
  if (left !== undefined) world.routes.set(key, left);
}

function loseIpv6(world: World, name: string, reason: string): void {
  for (const [key, address] of world.addresses.where(linkOf, name)) {
    if (address.family === 6) lose(world, world.addresses, key, reason);
  }
}

/** The link without its master: it keeps all attributes except those of a port (del_nbp). */
export function released(link: Link): Link {
  const kept = Object.entries(link.attributes).filter(([name]) => !isOfPort(name));
  return { ...link, attributes: { ...Object.fromEntries(kept), master: null } };
}
