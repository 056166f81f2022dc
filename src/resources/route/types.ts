import type { RouteType } from '../../model/index.ts';

/** rtm_type of rtnetlink(7). */
export const ROUTE_TYPES: Readonly<Record<RouteType, number>> = {
  unicast: 1,
  local: 2,
  broadcast: 3,
  anycast: 4,
  multicast: 5,
  blackhole: 6,
  unreachable: 7,
  prohibit: 8,
  throw: 9,
};

const NAMES = new Map(Object.entries(ROUTE_TYPES).map(([name, number]) => [number, name as RouteType]));

/** The name of a type; undefined for types that cannot be declared (nat, xresolve). */
export function routeTypeName(type: number): RouteType | undefined {
  return NAMES.get(type);
}

/** Types that discard packets; IPv6 reports them on `lo`, IPv4 without a link. */
export const LINKLESS: ReadonlySet<RouteType> = new Set(['blackhole', 'unreachable', 'prohibit', 'throw']);
