import type { Address } from '../../model/index.ts';
import { isDown } from '../link/state.ts';
import { tableOfLink } from '../link/vrf-table.ts';
import { loseNeighbors } from '../neighbor/effects.ts';
import { diesWith, withDeadPaths } from '../route/dead-paths.ts';
import { linksOf, sourceOf } from '../route/paths.ts';
import { lose, remember, type World } from '../world.ts';
import { hasAddress } from './on-link.ts';
import { subnetOf } from './subnet.ts';
import { linkOf, ownText } from './terms.ts';

/**
 * Applies the deletion of an address. With an IPv4 primary its secondaries are deleted, or the first of them becomes
 * the primary (__inet_del_ifa, promote_secondaries). Routes of the main table, or in a VRF those of its table, that
 * prefer an IPv4 source go with the last address there that is this source (fib_del_ifaddr, fib_sync_down_addr); with
 * the last IPv4 address of a link all IPv4 routes over it and IPv4 neighbours on it go (fib_disable_ip). IPv6 routes
 * only lose their preferred source (rt6_remove_prefsrc).
 */
export function afterAddress(world: World, address: Address): void {
  const reason = `lost when ${address.address}/${address.prefix} leaves ${address.link}`;
  if (address.family === 6) {
    forgetSource(world, address, reason);
    return;
  }
  const { link } = address;
  const gone = [address, ...(address.secondary === true ? [] : followPrimary(world, address, reason))];
  loseSourced(world, gone, tableOfLink(link, world), reason);
  if (hasAddress(link, 4, world)) return;
  loseNeighbors(world, link, reason, 4);
  for (const [key, route] of world.routes.where(linksOf, link)) {
    // fib_disable_ip finds routes through fib_info_devhash, which has no routes by nexthop objects.
    if (route.family !== 4 || route.nexthopId !== undefined) continue;
    if (diesWith(route, link, world)) {
      lose(world, world.routes, key, reason);
      continue;
    }
    // Over a link that is down it is dead in any case, and lives again when the link comes up (fib_sync_up).
    if (isDown(link, world)) continue;
    remember(world, route, key, reason);
    world.routes.set(key, withDeadPaths(route, link));
  }
}

/**
 * Removes the routes whose preferred source was one of these addresses, which must have left the world already.
 * `table`: the routing table to which the addresses belonged.
 */
export function loseSourced(world: World, gone: readonly Address[], table: number, reason: string): void {
  const isThere = ([, { link }]: readonly [string, Address]): boolean => tableOfLink(link, world) === table;
  for (const { family, address } of gone) {
    if (family !== 4 || world.addresses.where(ownText, address).some(isThere)) continue;
    for (const [key, route] of world.routes.where(sourceOf, address)) {
      if (route.table === table) lose(world, world.routes, key, reason);
    }
  }
}

/** Promotes a secondary of a primary that goes, or removes all of them; returns those that are removed. */
function followPrimary(world: World, primary: Address, reason: string): Address[] {
  const subnet = subnetOf(primary);
  const secondaries = world.addresses
    .where(linkOf, primary.link)
    .filter(([, other]) => other.secondary === true && subnetOf(other) === subnet);
  if (world.links.get(primary.link)?.facts?.promotesSecondaries === true) {
    for (const [key, { secondary: _, ...promoted }] of secondaries.slice(0, 1))
      world.addresses.set(key, promoted);
    return [];
  }
  for (const [key] of secondaries) lose(world, world.addresses, key, reason);
  return secondaries.map(([, other]) => other);
}

function forgetSource(world: World, { address }: Address, reason: string): void {
  if (world.addresses.where(ownText, address).length > 0) return;
  for (const [key, route] of world.routes.where(sourceOf, address)) {
    remember(world, route, key, reason);
    world.routes.set(key, { ...route, from: null });
  }
}
