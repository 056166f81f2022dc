import type { Address, Problem } from '../../model/index.ts';
import { addresses } from '../../resources/address/address.ts';
import { scopeOf } from '../../resources/address/fields.ts';
import { subnetOf } from '../../resources/address/subnet.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import type { Ownership } from '../target/target.ts';

/**
 * The wanted addresses without new ones in a subnet in which others have an address of another scope: all addresses of a subnet must have
 * the same scope ("Invalid scope value": __inet_insert_ifa).
 */
export function withoutOtherScopes(
  wanted: readonly Wanted<Address>[],
  world: World,
  ownership: Ownership,
): { readonly wanted: readonly Wanted<Address>[]; readonly problems: readonly Problem[] } {
  const scoped = new Map<string, Address>();
  const links = new Set<string>();
  world.addresses.forEach((address) => {
    const { family, scope = 'global' } = address;
    if (family === 6 || scope === 'global' || ownership.owns(address)) return;
    scoped.set(subnetOf(address), address);
    links.add(address.link);
  });
  if (!wanted.some(({ item }) => links.has(item.link))) return { wanted, problems: [] };
  const problems: Problem[] = [];
  const left = wanted.filter(({ item, source }) => {
    if (item.family === 6 || !links.has(item.link) || world.addresses.has(addresses.key(item))) return true;
    const holder = scoped.get(subnetOf(item));
    if (holder === undefined || holder.scope === scopeOf(item)) return true;
    problems.push({
      code: 'other-scope',
      severity: 'error',
      message: `${addresses.name(item)} is left out: ${holder.address}/${holder.prefix} of the same subnet is there with scope ${holder.scope}, which all of it must have`,
      hint: `take ${holder.address}/${holder.prefix} away (ip address del ${holder.address}/${holder.prefix} dev ${holder.link}), or declare another prefix length`,
      source,
    });
    return false;
  });
  return { wanted: left, problems };
}
