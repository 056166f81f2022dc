import type { Address, RouteScope } from '../../model/index.ts';
import { addresses } from './address.ts';
import { hasUsualScope, scopeOf } from './fields.ts';
import { subnetOf } from './subnet.ts';

/** The scopes of the wanted IPv4 addresses by their subnets. */
export function scopesBySubnet(wanted: readonly Address[]): ReadonlyMap<string, RouteScope> {
  return new Map(
    wanted.flatMap((address) => (address.family === 4 ? [[subnetOf(address), scopeOf(address)]] : [])),
  );
}

/**
 * All addresses of a subnet have the same scope (__inet_insert_ifa): where several wanted ones are there with another scope, all of
 * them have to go before the first one comes back. Returns their keys in the order of removal, as the primary takes its secondaries along.
 */
export function withoutTheirScope(
  wanted: readonly Address[],
  live: ReadonlyMap<string, Address>,
): readonly string[] {
  if (wanted.every(hasUsualScope) && [...live.values()].every(hasUsualScope)) return [];
  const bySubnet = new Map<string, string[]>();
  for (const address of wanted) {
    const key = addresses.key(address);
    const there = address.family === 4 ? live.get(key) : undefined;
    if (there === undefined || scopeOf(there) === scopeOf(address)) continue;
    const subnet = subnetOf(address);
    const known = bySubnet.get(subnet);
    if (known === undefined) bySubnet.set(subnet, [key]);
    else known.push(key);
  }
  return [...bySubnet.values()].flatMap((keys) => {
    if (keys.length === 1) return [];
    const isSecondary = (key: string): boolean => live.get(key)?.secondary === true;
    return [...keys.filter(isSecondary), ...keys.filter((key) => !isSecondary(key))];
  });
}
