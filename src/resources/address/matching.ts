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
  const twins = once(() => {
    const declared = new Set(wanted.map(addresses.key));
    return new Map(
      [...live].flatMap(([key, address]) =>
        address.family === 6 || declared.has(key) ? [] : [[inSubnet(address), key]],
      ),
    );
  });
  return (address) => {
    const key = addresses.key(address);
    return address.family === 6 || live.has(key) ? key : (twins().get(inSubnet(address)) ?? key);
  };
}

/** What the kernel compares. */
export const inSubnet = (a: Address): string => `${a.address} in ${subnetOf(a)}`;
