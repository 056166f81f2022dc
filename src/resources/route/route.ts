import { type Nexthop, type Route, sameValue, type Value } from '../../model/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Mutable } from '../mutable.ts';
import type { Difference, Room } from '../room.ts';
import { withLivePaths } from './live-paths.ts';
import { observeRoutes } from './observe.ts';
import { optionValues } from './options.ts';
import { routeDetour, routeRequests } from './requests.ts';
import { LINKLESS } from './types.ts';

/** RTPROT_BOOT: the default, which says nothing about who made a route. */
const BOOT = 3;

/** RTPROT_REDIRECT, KERNEL, RA, DHCP: routes that come and go by themselves (rtnetlink(7)). */
const AUTOMATIC_PROTOCOLS: ReadonlySet<number> = new Set([1, 2, 9, 16]);

/** A route is compared as a whole: what is not declared must have the kernel's default. */
const COMPARED: readonly (readonly [attribute: string, of: (route: Route) => Value | undefined])[] = [
  ['type', (r) => r.kind],
  ['via', (r) => r.via],
  ['link', (r) => r.link],
  ['from', (r) => r.from],
  ['scope', (r) => r.scope],
  ['on-link', (r) => r.onLink],
  ['mtu', (r) => r.mtu],
  ['advertised-mss', (r) => r.advertisedMss],
  ['congestion-window', (r) => r.congestionWindow],
  ['advertised-receive-window', (r) => r.advertisedReceiveWindow],
  ...optionValues,
  ['other attributes', (r) => r.beyond],
  ['encapsulated for', (r) => r.encapLinks?.join(' ')],
];

function normal(route: Route): Route {
  const full: Mutable<Route> = {
    type: 'route',
    family: route.family,
    table: route.table,
    to: route.to,
    tos: route.tos,
    metric: route.metric,
    kind: route.kind,
    via: route.via ?? null,
    link: LINKLESS.has(route.kind) ? null : (route.link ?? null),
    from: route.from ?? null,
    scope: scopeOf(route),
    onLink: route.onLink ?? false,
    mtu: route.mtu ?? null,
    advertisedMss: route.advertisedMss ?? null,
    congestionWindow: route.congestionWindow ?? null,
    advertisedReceiveWindow: route.advertisedReceiveWindow ?? null,
  };
  if (route.protocol !== undefined) full.protocol = route.protocol;
  if (route.options !== undefined) full.options = route.options;
  if (route.nexthops !== undefined) full.nexthops = withLivePaths(route).nexthops ?? [];
  if (route.nexthopId !== undefined) full.nexthopId = route.nexthopId;
  const { source, beyond, encapLinks, beyondPaths, expires, nexthopObjects } = route;
  if (source !== undefined) full.source = source;
  if (beyond !== undefined) full.beyond = beyond;
  if (encapLinks !== undefined) full.encapLinks = encapLinks;
  if (beyondPaths !== undefined) full.beyondPaths = beyondPaths;
  if (expires !== undefined) full.expires = expires;
  if (nexthopObjects !== undefined) full.nexthopObjects = nexthopObjects;
  return full;
}

/** IPv6 has no scopes: the kernel always reports 0. */
const scopeOf = (route: Route): NonNullable<Route['scope']> =>
  route.family === 6 ? 'global' : (route.scope ?? defaultScope(route));

/** The defaults of netplan, which are also iproute2's. */
function defaultScope(route: Route): NonNullable<Route['scope']> {
  if (route.kind === 'local') return 'host';
  if (route.kind === 'broadcast' || route.kind === 'multicast' || route.kind === 'anycast') return 'link';
  return route.kind === 'unicast' && (route.via ?? null) === null && route.nexthops === undefined
    ? 'link'
    : 'global';
}

/**
 * Whether the live route is equal to what normal() would make of the wanted one, without making any objects: mostly it
 * is. False for routes with uncommon members, which differences() decides.
 */
function isAsWanted(wanted: Route, live: Route): boolean {
  return (
    (wanted.via ?? null) === live.via &&
    (LINKLESS.has(wanted.kind) ? null : (wanted.link ?? null)) === live.link &&
    wanted.kind === live.kind &&
    (wanted.from ?? null) === live.from &&
    scopeOf(wanted) === live.scope &&
    (wanted.onLink ?? false) === live.onLink &&
    (wanted.mtu ?? null) === live.mtu &&
    (wanted.advertisedMss ?? null) === live.advertisedMss &&
    (wanted.congestionWindow ?? null) === live.congestionWindow &&
    (wanted.advertisedReceiveWindow ?? null) === live.advertisedReceiveWindow &&
    isPlain(wanted) &&
    isPlain(live)
  );
}

/** Whether a route has none of the uncommon members. */
const isPlain = ({ options, nexthops, beyond, beyondPaths, expires }: Route): boolean =>
  options === undefined &&
  nexthops === undefined &&
  beyond === undefined &&
  beyondPaths === undefined &&
  expires === undefined;

function differences(wanted: Route, live: Route): Difference[] {
  const found: Difference[] = [];
  for (const [attribute, of] of COMPARED) {
    const before = of(live);
    const after = of(wanted);
    if (before !== after) found.push({ attribute, before, after, how: 'live' });
  }
  // The remaining lifetime changes by the second, but whether there is one does not.
  if ((wanted.expires === undefined) !== (live.expires === undefined))
    found.push({ attribute: 'expires', before: live.expires, after: wanted.expires, how: 'live' });
  if (live.nexthops === wanted.nexthops) return found;
  const before = live.nexthops?.map(nexthopText);
  const after = wanted.nexthops?.map(nexthopText);
  if (!sameValue(before, after)) found.push({ attribute: 'nexthops', before, after, how: 'live' });
  return found;
}

/** A path as iproute2 writes it. */
function nexthopText(hop: Nexthop): string {
  const gateway = hop.via === null ? '' : `via ${hop.via} `;
  return `${gateway}dev ${hop.link} weight ${hop.weight}${hop.onLink ? ' onlink' : ''}`;
}

const pathsText = (hops: readonly Nexthop[]): string =>
  hops.map((hop) => ` nexthop ${nexthopText(hop)}`).join('');

/** The members that make up a route's name. */
type Named = Pick<
  Route,
  'family' | 'kind' | 'to' | 'source' | 'via' | 'link' | 'table' | 'metric' | 'nexthops'
>;

export function nameOf(route: Named): string {
  let text = route.kind === 'unicast' ? 'route ' : `route ${route.kind} `;
  const isDefault = route.to === '0.0.0.0/0' || route.to === '::/0';
  text += isDefault ? `default${route.family === 6 ? ' (IPv6)' : ''}` : route.to;
  if (route.source !== undefined) text += ` from ${route.source}`;
  if (route.via != null) text += ` via ${route.via}`;
  if (route.link != null) text += ` dev ${route.link}`;
  if (route.table !== 254) text += ` table ${route.table}`;
  if (route.metric !== (route.family === 6 ? 1024 : 0)) text += ` metric ${route.metric}`;
  return route.nexthops === undefined ? text : text + pathsText(route.nexthops);
}

/** Routes of dhcpcd from an address that it assigned by RFC 3927. */
const isOfLinkLocal = ({ family, protocol, from }: Route): boolean =>
  family === 4 && protocol === BOOT && from?.startsWith('169.254.') === true;

/** The end of the previous key, which is the same for most routes. */
let last = { table: -1, metric: -1, text: '' };

function key(route: Route): string {
  const { table, metric } = route;
  if (table !== last.table || metric !== last.metric)
    last = { table, metric, text: ` table ${table} metric ${metric}` };
  if (route.tos === 0 && route.source === undefined) return route.to + last.text;
  const tos = route.tos === 0 ? '' : ` tos ${route.tos}`;
  return route.to + last.text + tos + (route.source === undefined ? '' : ` from ${route.source}`);
}

export const routes: Room<Route> = {
  type: 'route',
  key,
  name: nameOf,
  normal,
  isAsWanted,
  differences,
  marked: (r) => r.protocol === OUR_PROTOCOL,
  automatic: (r) => r.protocol !== undefined && (AUTOMATIC_PROTOCOLS.has(r.protocol) || isOfLinkLocal(r)),
  observe: (connection, links) => observeRoutes(connection, links),
  requests: routeRequests,
  detour: routeDetour,
};
