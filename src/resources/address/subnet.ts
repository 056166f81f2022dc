import type { Address } from '../../model/index.ts';
import { parseAddress } from '../../netlink/index.ts';

/** The network part of an IPv4 address, as a number. */
export function networkNumber(address: string, prefix: number): number {
  return (Number(parseAddress(address)) & mask(prefix)) >>> 0;
}

/** The directed broadcast address of an IPv4 network. */
export function broadcastNumber(address: number, prefix: number): number {
  return (address | ~mask(prefix)) >>> 0;
}

/** Two IPv4 addresses of one link with the same subnet: one is the other's secondary. Of one with a peer it is the peer's (inet_ifa_match). */
export function subnetOf({ link, address, peer, prefix }: Address): string {
  return `${link} ${networkNumber(peer ?? address, prefix)}/${prefix}`;
}

/** A shift by 32 is a shift by 0 in JavaScript. */
const mask = (prefix: number): number => (prefix === 0 ? 0 : -1 << (32 - prefix));
