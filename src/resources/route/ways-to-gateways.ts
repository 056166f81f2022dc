import type { Route } from '../../model/index.ts';

/** The kernel's errors if a gateway is not reachable (fib_check_nh_v4_gw, ip6_route_check_nh). */
export const OUT_OF_REACH: ReadonlySet<string> = new Set(['ENETUNREACH', 'EHOSTUNREACH']);

/**
 * Routes to each gateway alone. The kernel checks a gateway only when the route is made, and what made it reachable may
 * have gone since. With these a route can be restored; they can be removed afterwards.
 */
export function waysToGateways({ table, via, link, onLink, nexthops }: Route): Route[] {
  const hops = nexthops ?? [{ via, link, onLink: onLink === true }];
  const ways = hops.flatMap((hop) =>
    hop.via == null || hop.link == null || hop.onLink ? [] : [wayTo(hop.via, hop.link, table)],
  );
  return [...new Map(ways.map((way) => [`${way.to} ${way.link}`, way])).values()];
}

function wayTo(via: string, link: string, table: number): Route {
  const family = via.includes(':') ? 6 : 4;
  return {
    ...{
      type: 'route',
      family,
      table,
      to: `${via}/${family === 6 ? 128 : 32}`,
      tos: 0,
      kind: 'unicast',
      link,
    },
    // The lowest metric takes precedence.
    ...(family === 6 ? { metric: 1 } : { metric: 0, scope: 'link' as const }),
  };
}
