import type { Address, Route } from '../../model/index.ts';
import { linksOf } from '../route/paths.ts';
import { lose, remember, type World } from '../world.ts';
import { subnetOf } from './subnet.ts';

const MAIN_TABLE = 254;

/**
 * An address was deleted. Deleting an IPv4 primary deletes its secondaries (__inet_del_ifa without promote_secondaries);
 * with promote_secondaries on, re-adding what stayed is harmless. Routes of the main table that prefer an IPv4 source go
 * with the last address that is this source (fib_del_ifaddr, fib_sync_down_addr); with the last IPv4 address of a link all
 * IPv4 routes over it go (fib_disable_ip). IPv6 routes merely forget their preferred source (rt6_remove_prefsrc).
 */
export function afterAddress(world: World, address: Address): void {
  const reason = `lost when ${address.address}/${address.prefix} leaves ${address.link}`;
  if (address.family === 6) {
    forgetSource(world, address, reason);
    return;
  }
  const gone = [address, ...(address.secondary === true ? [] : loseSecondaries(world, address, reason))];
  loseSourced(world, gone, reason);
  const last = ![...world.addresses.values()].some((a) => a.family === 4 && a.link === address.link);
  if (!last) return;
  for (const [key, route] of world.routes) {
    if (route.family === 4 && leadsOnlyOver(address.link, route)) lose(world, world.routes, key, reason);
  }
}

/** Routes whose preferred source was one of these addresses, which left the world already. */
export function loseSourced(world: World, gone: readonly Address[], reason: string): void {
  const sources = new Set(gone.flatMap((a) => (a.family === 4 ? [a.address] : [])));
  if (sources.size === 0) return;
  for (const a of world.addresses.values()) sources.delete(a.address);
  if (sources.size === 0) return;
  for (const [key, route] of world.routes) {
    if (route.family !== 4 || route.from == null || route.table !== MAIN_TABLE) continue;
    if (sources.has(route.from)) lose(world, world.routes, key, reason);
  }
}

function loseSecondaries(world: World, primary: Address, reason: string): Address[] {
  const subnet = subnetOf(primary);
  const gone: Address[] = [];
  for (const [key, other] of world.addresses) {
    if (other.secondary !== true || other.link !== primary.link || subnetOf(other) !== subnet) continue;
    lose(world, world.addresses, key, reason);
    gone.push(other);
  }
  return gone;
}

function leadsOnlyOver(link: string, route: Route): boolean {
  const paths = linksOf(route);
  return paths.length > 0 && paths.every((path) => path === link);
}

function forgetSource(world: World, { address }: Address, reason: string): void {
  const elsewhere = [...world.addresses.values()].some((a) => a.address === address);
  if (elsewhere) return;
  for (const [key, route] of world.routes) {
    if (route.family !== 6 || route.from !== address) continue;
    remember(world, route, key, reason);
    world.routes.set(key, { ...route, from: null });
  }
}
