import type { Nexthop, Route } from '../../model/index.ts';
import { parseEncap } from '../../model/language/route-encap.ts';
import { ROUTE_OPTIONS } from '../../resources/route/options.ts';
import { routes } from '../../resources/route/route.ts';
import { compact, type Node, type Written } from './document.ts';

const MAIN_TABLE = 254;
const LOCAL_TABLE = 255;
/** Types of routes that the kernel adds to the local table, some of them with other protocols than its own. */
const LOCAL_TYPES: ReadonlySet<string> = new Set(['local', 'broadcast', 'multicast', 'anycast']);
const SCOPES: ReadonlySet<unknown> = new Set(['global', 'link', 'host']);

/** The VRF that a device is, or is a port of. */
export interface Domain {
  readonly table: unknown;
  readonly isDevice: boolean;
}

/**
 * An item of `routes`; null for a route that nobody set, or the reason why it cannot be declared.
 * @param domain the VRF of the device under which it is written
 */
export function routeEntry(route: Route, domain?: Domain): Written {
  const local = route.table === LOCAL_TABLE && LOCAL_TYPES.has(route.kind) && !routes.marked(route);
  if (routes.automatic(route) || local) return null;
  const reason =
    domain?.isDevice === true && domain.table !== route.table
      ? 'a route over a VRF that is in another table cannot be declared'
      : obstacle(route);
  return reason === undefined ? { node: entry(route, domain !== undefined) } : { reason };
}

function obstacle(route: Route): string | undefined {
  if (route.nexthops !== undefined && route.kind !== 'unicast')
    return 'only a unicast route with several paths can be declared';
  if (route.nexthopId !== undefined) return 'a route by a nexthop object cannot be declared yet';
  if (route.beyond !== undefined) return 'a route with attributes of other tools cannot be declared yet';
  if (route.expires !== undefined) return 'a route that ends by itself cannot be declared';
  if (route.tos !== 0) return 'a route with a TOS cannot be declared yet';
  const { scope } = routes.normal(route);
  const direct = route.nexthops === undefined && (route.via ?? null) === null;
  if (scope === 'global' && route.family === 4 && route.kind === 'unicast' && direct) {
    return 'a global route without a gateway cannot be declared';
  }
  if (route.nexthops !== undefined && scope !== 'global')
    return `a route of scope ${scope} with several paths cannot be declared`;
  return SCOPES.has(scope) ? undefined : `a route of scope ${scope} cannot be declared`;
}

/** A path; the device under which the route is written is not repeated. */
const path = ({ via, link, weight, onLink }: Nexthop, on: string | undefined): Node =>
  compact({
    via: via ?? undefined,
    interface: link === on ? undefined : link,
    weight: weight === 1 ? undefined : weight,
    'on-link': onLink ? true : undefined,
  });

function entry(route: Route, inDomain: boolean): Node {
  const on = route.nexthops?.[0]?.link;
  // `via` is of the route's family, only that of a path may be of the other one.
  const foreign = typeof route.via === 'string' && familyOf(route.via) !== route.family;
  // Of an IPv4 route some gateways may be of IPv6.
  const told = [route, ...(route.nexthops ?? [])].some(
    ({ via }) => typeof via === 'string' && familyOf(via) === route.family,
  );
  const { scope, ...unscoped } = routes.normal(route);
  const isDefault = route.to === '0.0.0.0/0' || route.to === '::/0';
  return compact({
    // Without a gateway only the destination shows the address family.
    to: isDefault && told ? 'default' : route.to,
    via: foreign ? undefined : (route.via ?? undefined),
    nexthops: foreign
      ? [compact({ via: route.via ?? undefined, 'on-link': route.onLink === true ? true : undefined })]
      : route.nexthops?.map((hop) => path(hop, on)),
    from: route.from ?? undefined,
    'source-prefix': route.source,
    'on-link': route.onLink === true && !foreign ? true : undefined,
    metric: route.metric === (route.family === 6 ? 1024 : 0) ? undefined : route.metric,
    type: route.kind === 'unicast' ? undefined : route.kind,
    scope: scope === routes.normal(unscoped).scope ? undefined : scope,
    table: !inDomain && route.table === defaultTable(route) ? undefined : route.table,
    mtu: route.mtu ?? undefined,
    'congestion-window': route.congestionWindow ?? undefined,
    'advertised-receive-window': route.advertisedReceiveWindow ?? undefined,
    'advertised-mss': route.advertisedMss ?? undefined,
    ...Object.fromEntries(OPTIONS.map(([key, member]) => [key, route.options?.[member]])),
    features: route.options?.features?.split(' '),
    locked: route.options?.locked?.split(' '),
    ...encapKeys(route.options?.encap),
  });
}

/** Those that are written otherwise. */
const TEXTS: ReadonlySet<string> = new Set(['encap', 'features', 'locked']);

const OPTIONS = ROUTE_OPTIONS.filter(([, member]) => !TEXTS.has(member));

/** The keys that say what packets are put into. */
function encapKeys(text: string | undefined): Readonly<Record<string, Node | undefined>> {
  const encap = text === undefined ? undefined : parseEncap(text);
  if (encap === undefined) return {};
  if (encap.kind === 'mpls') return { 'mpls-labels': encap.labels };
  const { segments, mode } = encap;
  return { segments, 'segments-mode': mode === 'encap' ? undefined : mode };
}

/** The table of a route without `table` outside of VRFs, as in src/config. */
function defaultTable({ kind }: Route): number {
  return kind === 'local' || kind === 'broadcast' || kind === 'anycast' ? LOCAL_TABLE : MAIN_TABLE;
}

function familyOf(address: string): 4 | 6 {
  return address.includes(':') ? 6 : 4;
}
