import type { Address, Route } from '../../model/index.ts';
import { subnetOf } from './subnet.ts';

/**
 * The addresses of a snapshot in the order in which they were added, as far as that can be seen. The kernel lists a
 * link's primaries first (__inet_insert_ifa). Whether a secondary was added before a primary with the same text, in
 * another subnet, shows in the order of their local routes, which are appended (fib_add_ifaddr).
 */
export function inOrderOfComing(addresses: readonly Address[], routes: readonly Route[]): readonly Address[] {
  const secondaries = addresses.filter(isSecondary);
  const texts = new Set(secondaries.map(textOf));
  const early = new Map<Address, readonly Address[]>();
  for (const primary of addresses) {
    if (isSecondary(primary) || !texts.has(textOf(primary))) continue;
    const sources = routes.flatMap((route) => (isLocalOf(route, primary) ? [route.from] : []));
    const came = secondaries.filter((other) => {
      if (textOf(other) !== textOf(primary)) return false;
      const turn = sources.indexOf(primaryOf(other, addresses)?.address ?? null);
      return turn >= 0 && turn < sources.indexOf(primary.address);
    });
    if (came.length > 0) early.set(primary, came);
  }
  const moved = new Set([...early.values()].flat());
  if (moved.size === 0) return addresses;
  return addresses.flatMap((address) => [
    ...(early.get(address) ?? []),
    ...(moved.has(address) ? [] : [address]),
  ]);
}

const isSecondary = ({ family, secondary }: Address): boolean => family === 4 && secondary === true;

const textOf = ({ link, address }: Address): string => `${link} ${address}`;

const isLocalOf = ({ kind, link, to }: Route, address: Address): boolean =>
  kind === 'local' && link === address.link && to === `${address.address}/32`;

const primaryOf = (secondary: Address, addresses: readonly Address[]): Address | undefined =>
  addresses.find(
    (other) => other.family === 4 && !isSecondary(other) && subnetOf(other) === subnetOf(secondary),
  );
