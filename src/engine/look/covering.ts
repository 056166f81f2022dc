import { addressBits, networkOf, parseIp } from '../../model/ip.ts';
import { type Address, parseAddress } from '../../netlink/index.ts';
import type { Destinations } from '../../resources/route/near.ts';

/** These destinations, and the network addresses of all prefixes that contain one of the addresses. */
export function withCovering(destinations: Destinations, addresses: Iterable<string>): Destinations {
  const networks = new Set<Address>([...addresses].flatMap(networksAround));
  return { has: (destination) => networks.has(destination) || destinations.has(destination) };
}

/** The network addresses of an address for every prefix length. */
function networksAround(address: string): Address[] {
  const ip = parseIp(address);
  if (ip === undefined) return [];
  const lengths = Array.from({ length: addressBits(ip.family) + 1 }, (_, length) => length);
  return lengths.flatMap((length) => parseAddress(networkOf(ip, length).text) ?? []);
}
