import type { Address } from '../../model/index.ts';
import { once } from '../../model/once.ts';
import { addresses } from './address.ts';
import { subnetOf } from './subnet.ts';

/**
 * Finds the live address that corresponds to a wanted one. The kernel takes an IPv4 address with another peer of the same network for
 * the same (find_matching_ifa): such a one has to go before the wanted one comes, unless it is wanted as well.
 */
export function findAddresses(
  live: ReadonlyMap<string, Address>,
  wanted: readonly Address[],
): (wanted: Address) => string | undefined {
  const declared = once(() => new Set(wanted.map(addresses.key)));
  const there = once(() => byAddress(live));
  return (address) => {
    const key = addresses.key(address);
    if (address.family === 6 || live.has(key)) return key;
    const twin = there()
      .get(address.address)
      ?.find(([other, one]) => inSubnet(one) === inSubnet(address) && !declared().has(other));
    return twin?.[0] ?? key;
  };
}

/** IPv4 addresses with their keys, by what they are without prefix and peer: of many new ones hardly any is there in another form. */
function byAddress(live: ReadonlyMap<string, Address>): ReadonlyMap<string, readonly [string, Address][]> {
  const found = new Map<string, [string, Address][]>();
  live.forEach((address, key) => {
    if (address.family === 6) return;
    found.set(address.address, [...(found.get(address.address) ?? []), [key, address]]);
  });
  return found;
}

/** What the kernel compares. */
export const inSubnet = (a: Address): string => `${a.address} in ${subnetOf(a)}`;
