import type { Address } from '../../model/index.ts';
import { parseAddress } from '../../netlink/index.ts';

/** The network part of an IPv4 address, as a number. */
export function networkNumber(address: string, prefix: number): number {
  return (Number(parseAddress(address)) & mask(prefix)) >>> 0;
}

/** The directed broadcast address of the IPv4 network of an address. */
export function broadcastNumber(address: number, prefix: number): number {
  return (address | ~mask(prefix)) >>> 0;
}

/**
 * The subnet of an IPv4 address on its link: of several with the same one, all but the first are secondaries. For an
 * address with a peer it is the peer's (inet_ifa_match).
 */
export function subnetOf({ link, address, peer, prefix }: Address): string {
  return `${link} ${networkNumber(peer ?? address, prefix)}/${prefix}`;
}

/** In JavaScript a shift by 32 is a shift by 0. */
const mask = (prefix: number): number => (prefix === 0 ? 0 : -1 << (32 - prefix));
