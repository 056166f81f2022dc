import type { Link, Route } from '../model/index.ts';
import { loseSourced } from './address/effects.ts';
import { linkOf } from './address/terms.ts';
import { linksOf, withoutLink } from './route/paths.ts';
import { lose, remember, type World } from './world.ts';

// What the kernel does to other objects when a link changes. Each function takes the effect in a world being planned.

/**
 * The link's routes are flushed (fib_disable_ip, rt6_disable_ip) and its IPv6 addresses go (addrconf_ifdown); IPv4
 * addresses stay. VLANs on it go down, too (vlan_device_event).
 */
export function afterDown(world: World, name: string, reason: string): void {
  const down = (link: string): boolean => world.links.get(link)?.attributes['state'] === 'down';
  for (const [key, route] of world.routes.where(linksOf, name)) {
    // A path of several is only marked dead, and lives again when its link is up (fib_sync_down_dev, fib6_ifdown).
    if (linksOf(route).every((link) => link === name || down(link))) lose(world, world.routes, key, reason);
  }
  loseIpv6(world, name, reason);
  for (const other of [...world.links.values()]) {
    const { link, state } = other.attributes;
    if (other.kind !== 'vlan' || link !== name || state !== 'up') continue;
    world.links.set(other.name, { ...other, attributes: { ...other.attributes, state: 'down' } });
    afterDown(world, other.name, `lost when ${other.name} goes down with ${name}`);
  }
}

/** VLANs on the link come up with it (vlan_device_event). */
export function afterUp(world: World, name: string): void {
  for (const other of [...world.links.values()]) {
    if (other.kind !== 'vlan' || other.attributes['link'] !== name) continue;
    world.links.set(other.name, { ...other, attributes: { ...other.attributes, state: 'up' } });
  }
}

/** Below 1280 bytes the kernel takes IPv6 off the link altogether (addrconf_notify, NETDEV_CHANGEMTU). */
export function afterIpv6Off(world: World, name: string, reason: string): void {
  for (const [key, route] of world.routes.where(linksOf, name)) {
    if (route.family === 6) losePath(world, key, route, name, reason);
  }
  loseIpv6(world, name, reason);
}

/** The link is gone with everything on it: addresses, routes, a veth's peer, links stacked on it; ports are released. */
export function afterRemoval(world: World, name: string, reason: string): void {
  const link = world.links.get(name);
  if (link === undefined) return;
  world.links.delete(name);
  world.born.delete(name);
  for (const [key, route] of world.routes.where(linksOf, name)) losePath(world, key, route, name, reason);
  const gone = world.addresses.where(linkOf, name);
  for (const [key] of gone) lose(world, world.addresses, key, reason);
  loseSourced(
    world,
    gone.map(([, address]) => address),
    reason,
  );
  const peer = link.attributes['veth.peer'];
  if (typeof peer === 'string' && world.links.has(peer)) loseLink(world, peer, `goes with its peer ${name}`);
  for (const other of [...world.links.values()]) {
    if (other.attributes['link'] === name) loseLink(world, other.name, `stands on ${name}, which goes`);
    else if (other.attributes['master'] === name) world.links.set(other.name, released(other));
  }
}

function loseLink(world: World, name: string, reason: string): void {
  const link = world.links.get(name);
  if (link === undefined) return;
  afterRemoval(world, name, reason);
  remember(world, link, name, reason);
}

/** An IPv6 route loses its paths over the link one by one; an IPv4 one goes whole when one of its links does (fib_sync_down_dev). */
function losePath(world: World, key: string, route: Route, link: string, reason: string): void {
  const left = route.family === 6 ? withoutLink(route, link) : undefined;
  lose(world, world.routes, key, reason);
  if (left !== undefined) world.routes.set(key, left);
}

function loseIpv6(world: World, name: string, reason: string): void {
  for (const [key, address] of world.addresses.where(linkOf, name)) {
    if (address.family === 6) lose(world, world.addresses, key, reason);
  }
}

/** A port that lost its master keeps everything but the port's own attributes (del_nbp). */
export function released(link: Link): Link {
  const kept = Object.entries(link.attributes).filter(([name]) => !name.startsWith('bridge-port.'));
  return { ...link, attributes: { ...Object.fromEntries(kept), master: null } };
}
