import type { Address, Link } from '../model/index.ts';
import { subnetOf } from './address/subnet.ts';
import { lose, type World } from './world.ts';

// What the kernel does besides what it was asked for. Each function takes the effect in a world being planned.

/** The link's routes are flushed (fib_disable_ip, rt6_disable_ip) and its IPv6 addresses go (addrconf_ifdown); IPv4 addresses stay. */
export function afterDown(world: World, name: string, reason: string): void {
  loseRoutes(world, name, reason);
  loseIpv6(world, name, reason);
}

/** Below 1280 bytes the kernel takes IPv6 off the link altogether (addrconf_notify, NETDEV_CHANGEMTU). */
export function afterIpv6Off(world: World, name: string, reason: string): void {
  for (const [key, route] of world.routes) {
    if (route.family === 6 && route.link === name) lose(world, world.routes, key, reason);
  }
  loseIpv6(world, name, reason);
}

/** The link is gone with everything on it: addresses, routes, a veth's peer, links stacked on it; ports are released. */
export function afterRemoval(world: World, name: string, reason: string): void {
  const link = world.links.get(name);
  if (link === undefined) return;
  world.links.delete(name);
  loseRoutes(world, name, reason);
  for (const [key, address] of world.addresses) {
    if (address.link === name) lose(world, world.addresses, key, reason);
  }
  const peer = link.attributes['veth.peer'];
  if (typeof peer === 'string' && world.links.has(peer)) loseLink(world, peer, `goes with its peer ${name}`);
  for (const other of [...world.links.values()]) {
    if (other.attributes['link'] === name) loseLink(world, other.name, `stands on ${name}, which goes`);
    else if (other.attributes['master'] === name) world.links.set(other.name, released(other));
  }
}

/**
 * An address was deleted. Deleting an IPv4 primary deletes its secondaries (__inet_del_ifa without promote_secondaries);
 * routes that prefer it as source go (fib_sync_down_addr); with the last IPv4 address all IPv4 routes of the link go
 * (fib_disable_ip from inetdev_destroy's path). With promote_secondaries on, re-adding what stayed is harmless.
 */
export function afterAddress(world: World, address: Address): void {
  const reason = `lost when ${address.address}/${address.prefix} leaves ${address.link}`;
  if (address.family === 6) return;
  const subnet = subnetOf(address);
  for (const [key, other] of world.addresses) {
    if (other.secondary === true && other.link === address.link && subnetOf(other) === subnet)
      lose(world, world.addresses, key, reason);
  }
  const last = ![...world.addresses.values()].some((a) => a.family === 4 && a.link === address.link);
  for (const [key, route] of world.routes) {
    if (route.family !== 4) continue;
    if (route.from === address.address || (last && route.link === address.link))
      lose(world, world.routes, key, reason);
  }
}

function loseLink(world: World, name: string, reason: string): void {
  const link = world.links.get(name);
  if (link === undefined) return;
  afterRemoval(world, name, reason);
  world.lost.set(`link ${name}`, { item: link, reason });
}

function loseRoutes(world: World, name: string, reason: string): void {
  for (const [key, route] of world.routes) if (route.link === name) lose(world, world.routes, key, reason);
}

function loseIpv6(world: World, name: string, reason: string): void {
  for (const [key, address] of world.addresses) {
    if (address.link === name && address.family === 6) lose(world, world.addresses, key, reason);
  }
}

/** A port that lost its master keeps everything but the port's own attributes (del_nbp). */
export function released(link: Link): Link {
  const kept = Object.entries(link.attributes).filter(([name]) => !name.startsWith('bridge-port.'));
  return { ...link, attributes: { ...Object.fromEntries(kept), master: null } };
}
