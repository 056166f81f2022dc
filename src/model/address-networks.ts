import type { Address } from './address.ts';
import { type IpPrefix, parseIp } from './ip.ts';

type OfNetwork = Pick<Address, 'family' | 'address' | 'prefix' | 'peer' | 'noPrefixRoute'>;

/**
 * The networks to which the kernel makes routes for an address: for IPv4 that of the peer, if there is one
 * (fib_add_ifaddr), for IPv6 its own and the peer itself (addrconf_prefix_route, called by inet6_addr_add and
 * __ipv6_ifa_notify).
 */
export function networksOf({ family, address, prefix, peer, noPrefixRoute }: OfNetwork): IpPrefix[] {
  const networks: IpPrefix[] = [];
  const add = (text: string, length: number): void => {
    const ip = parseIp(text);
    if (ip !== undefined) networks.push({ ip, prefix: length });
  };
  if (noPrefixRoute !== true) add(family === 4 ? (peer ?? address) : address, prefix);
  if (family === 6 && peer !== undefined) add(peer, 128);
  return networks;
}
