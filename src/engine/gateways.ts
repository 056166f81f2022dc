import { formatAddress } from '../netlink/index.ts';
import type { Target } from './target.ts';

/**
 * Tells the addresses that routes of a target lead by. None of them can be this machine's own when the route comes ("Gateway can
 * not be a local address": ip6_route_check_nh, fib_check_nh_nongw). They are gathered when somebody asks.
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
