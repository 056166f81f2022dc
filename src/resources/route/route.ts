import { type Nexthop, type Route, sameValue } from '../../model/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Difference, Room } from '../room.ts';
import { observeRoutes } from './observe.ts';
import { routeRequests } from './requests.ts';

/** RTPROT_REDIRECT, KERNEL, RA, DHCP: routes that come and go by themselves (rtnetlink(7)). */
const AUTOMATIC_PROTOCOLS: ReadonlySet<number> = new Set([1, 2, 9, 16]);

/** Types whose packets go nowhere; IPv6 shows them on `lo`, IPv4 without a link. */
const LINKLESS: ReadonlySet<string> = new Set(['blackhole', 'unreachable', 'prohibit', 'throw']);

/** What a declared route leaves unsaid is the kernel's default, not "whatever is there": a route is compared whole. */
const COMPARED = [
  'kind',
  'via',
  'link',
  'from',
  'scope',
  'onLink',
  'mtu',
  'advertisedMss',
  'congestionWindow',
  'advertisedReceiveWindow',
] as const;

/** The attribute's name in the configuration language. */
const SPELLED: Readonly<Record<(typeof COMPARED)[number], string>> = {
  kind: 'type',
  via: 'via',
  link: 'link',
  from: 'from',
  scope: 'scope',
  onLink: 'on-link',
  mtu: 'mtu',
  advertisedMss: 'advertised-mss',
  congestionWindow: 'congestion-window',
  advertisedReceiveWindow: 'advertised-receive-window',
};

function normal(route: Route): Route {
  return {
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
    // IPv6 has no scopes; the kernel reports 0 whatever was asked for.
    scope: route.family === 6 ? 'global' : (route.scope ?? defaultScope(route)),
    onLink: route.onLink ?? false,
    mtu: route.mtu ?? null,
    advertisedMss: route.advertisedMss ?? null,
    congestionWindow: route.congestionWindow ?? null,
    advertisedReceiveWindow: route.advertisedReceiveWindow ?? null,
    ...(route.protocol !== undefined && { protocol: route.protocol }),
    ...(route.nexthops !== undefined && { nexthops: route.nexthops }),
    ...(route.nexthopId !== undefined && { nexthopId: route.nexthopId }),
  };
}

/** netplan's defaults, which are iproute2's. */
function defaultScope(route: Route): NonNullable<Route['scope']> {
  if (route.kind === 'local') return 'host';
  if (route.kind === 'broadcast' || route.kind === 'multicast' || route.kind === 'anycast') return 'link';
  return route.kind === 'unicast' && (route.via ?? null) === null ? 'link' : 'global';
}

function differences(wanted: Route, live: Route): Difference[] {
  const found: Difference[] = [];
  for (const key of COMPARED) {
    const before = live[key];
    const after = wanted[key];
    if (before !== after) found.push({ attribute: SPELLED[key], before, after, how: 'live' });
  }
  const before = live.nexthops?.map(nexthopText);
  const after = wanted.nexthops?.map(nexthopText);
  if (!sameValue(before, after)) found.push({ attribute: 'nexthops', before, after, how: 'live' });
  return found;
}

/** A path in iproute2's words. */
function nexthopText(hop: Nexthop): string {
  const gateway = hop.via === null ? '' : `via ${hop.via} `;
  return `${gateway}dev ${hop.link} weight ${hop.weight}${hop.onLink ? ' onlink' : ''}`;
}

function name(route: Route): string {
  const parts = ['route', ...(route.kind === 'unicast' ? [] : [route.kind])];
  parts.push(
    route.to === '0.0.0.0/0' || route.to === '::/0'
      ? `default${route.family === 6 ? ' (IPv6)' : ''}`
      : route.to,
  );
  if (route.via != null) parts.push('via', route.via);
  if (route.link != null) parts.push('dev', route.link);
  if (route.table !== 254) parts.push('table', String(route.table));
  if (route.metric !== (route.family === 6 ? 1024 : 0)) parts.push('metric', String(route.metric));
  return parts.join(' ');
}

export const routes: Room<Route> = {
  type: 'route',
  key: (r) => `${r.to} table ${r.table} metric ${r.metric}${r.tos === 0 ? '' : ` tos ${r.tos}`}`,
  name,
  normal,
  differences,
  marked: (r) => r.protocol === OUR_PROTOCOL,
  automatic: (r) => r.protocol !== undefined && AUTOMATIC_PROTOCOLS.has(r.protocol),
  observe: observeRoutes,
  requests: routeRequests,
};
