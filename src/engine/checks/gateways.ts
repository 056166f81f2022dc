import { formatAddress } from '../../netlink/index.ts';
import type { Target } from '../target/target.ts';

/**
 * Tells whether an address is a gateway of a route of the target. The kernel refuses a route while its gateway is an address of this
 * machine ("Gateway can not be a local address": ip6_route_check_nh, fib_check_nh_nongw). The gateways are collected at the first call.
 */
export function gatewaysIn(target: Target): (address: string) => boolean {
  let known: ReadonlySet<string> | undefined;
  return (address) => {
    known ??= gathered(target);
    return known.has(address);
  };
}

function gathered({ routes, newRoutes }: Target): ReadonlySet<string> {
  const gateways = new Set<string>();
  for (const { item } of routes) {
    if (item.via != null) gateways.add(item.via);
    for (const { via } of item.nexthops ?? []) if (via != null) gateways.add(via);
  }
  if (newRoutes === undefined) return gateways;
  const column = newRoutes.seen.routes.gateways;
  const packed = new Set<number>();
  for (const number of newRoutes.numbers) packed.add(column[number] ?? 0);
  for (const address of packed) gateways.add(formatAddress(address));
  return gateways;
}
