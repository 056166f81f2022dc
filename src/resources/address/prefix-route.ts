import type { Address } from '../../model/index.ts';
import { type Ip, type IpPrefix, parseIp } from '../../model/ip.ts';
import { subnetOf } from './subnet.ts';

/** The attributes of the kernel's route to the network of an address. */
export const METRIC = 'metric';
export const PREFIX_ROUTE = 'add-prefix-route';

/** The metric of the kernel's route to the network of an address that says none (IP6_RT_PRIO_ADDRCONF). */
export const USUAL_METRICS = { 4: 0, 6: 256 } as const;

/** The metric of the kernel's route to the network of the address. */
export const metricOf = ({ family, metric }: Pick<Address, 'family' | 'metric'>): number =>
  metric ?? USUAL_METRICS[family];

type Networked = Pick<Address, 'family' | 'address' | 'peer' | 'prefix' | 'noPrefixRoute'>;

/**
 * The networks to which the kernel makes a route for an address. In IPv4 it is the peer's, if there is one
 * (fib_add_ifaddr); in IPv6 there is one to the peer alone beside that of the address, which cannot be left out
 * (__ipv6_ifa_notify).
 * @param known the address itself, if it has been parsed
 */
export function networksOf(
  { family, address, peer, prefix, noPrefixRoute }: Networked,
  known?: Ip,
): readonly IpPrefix[] {
  if (peer === undefined && noPrefixRoute !== true && known !== undefined) return [{ ip: known, prefix }];
  const own = noPrefixRoute === true ? [] : networkAt(family === 4 ? (peer ?? address) : address, prefix);
  return family === 6 && peer !== undefined ? [...own, ...networkAt(peer, 128)] : own;
}

/**
 * Those of the addresses, in their order of coming, whose network has no route although they are to have one: the
 * kernel makes it for the first IPv4 address of a subnet only (fib_add_ifaddr), which is to have none.
 */
export function behindBare(addresses: readonly Address[]): ReadonlySet<Address> {
  if (!addresses.some(isBare)) return NONE;
  const primaries = new Map<string, Address>();
  const behind = new Set<Address>();
  for (const address of addresses) {
    if (address.family !== 4) continue;
    const subnet = subnetOf(address);
    const primary = primaries.get(subnet);
    if (primary === undefined) primaries.set(subnet, address);
    else if (isBare(primary)) behind.add(address);
  }
  return behind;
}

const NONE: ReadonlySet<Address> = new Set();

const isBare = ({ family, noPrefixRoute }: Address): boolean => family === 4 && noPrefixRoute === true;

function networkAt(text: string, prefix: number): readonly IpPrefix[] {
  const ip = parseIp(text);
  return ip === undefined ? [] : [{ ip, prefix }];
}
