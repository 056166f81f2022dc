import { type Ip, isUnspecified, parseIp } from '../model/ip.ts';
import type { Route, RouteType } from '../model/route.ts';
import type { Mutable } from '../resources/mutable.ts';
import { added, type Draft, type SaidPath, type SaidRoute } from './draft.ts';
import { readNexthops } from './nexthops.ts';
import { childOf, itemsOf, type Node } from './node.ts';
import { read } from './read.ts';
import { Reporter } from './reporter.ts';
import { IPV4_METRIC, MAIN_TABLE } from './route-defaults.ts';
import { hostIp } from './route-hosts.ts';
import { readRouteOptions } from './route-options.ts';
import { checkPathsShape, checkRouteShape, LINKLESS, type RouteSite } from './route-shape.ts';
import { anyTarget, isFault, parseTarget, targetText } from './route-targets.ts';
import type { Definitions } from './schema/definitions.ts';
import { checkSenders, readSenders } from './senders.ts';
import { readTable } from './table.ts';
import { otherEntries, type UsualRoutes, usualRoutes } from './usual-routes.ts';

type Entry = Definitions['route'];

const LOCAL_TABLE = 255;

/** Types that iproute2 and systemd-networkd put into the table `local` unless another one is given. */
const LOCAL_TYPES: ReadonlySet<RouteType> = new Set(['local', 'broadcast', 'anycast']);

/** IP6_RT_PRIO_USER: the metric that the kernel uses for 0. */
const IPV6_METRIC = 1024;

/** Interprets `routes`, and the old keys `gateway4` and `gateway6`. */
export function readRoutes(draft: Draft, reporter: Reporter): void {
  readGateway(4, draft, reporter);
  readGateway(6, draft, reporter);
  const list = childOf(draft.node, 'routes');
  const readOne = (node: Node): void => {
    const said = readSaid(node, list, draft, reporter);
    if (said !== undefined) draft.routes = added(draft.routes, said);
  };
  // The routes of a VRF are given to its ports one by one.
  draft.usual = draft.kind === 'vrf' ? undefined : usualRoutes(list);
  if (draft.usual === undefined) itemsOf(list).forEach(readOne);
  else otherEntries(draft.usual).forEach(readOne);
}

/** Reads one entry of the list; undefined if there is an error in it. */
function readSaid(
  node: Node,
  list: Node | undefined,
  draft: Draft,
  reporter: Reporter,
): SaidRoute | undefined {
  const { errors } = reporter;
  const entry = read(node, 'route', { what: 'a route', list }, reporter);
  const said = entry === undefined ? undefined : readRoute(entry, draft, { node, list, reporter });
  // The rest of an erroneous route could be mistaken for a duplicate of another one.
  return reporter.errors === errors ? said : undefined;
}

/** Makes the object of a common route, by reading it like any other; no complaints are possible. */
export function saidUsual({ rows, list, entries }: UsualRoutes, number: number, draft: Draft): SaidRoute {
  const said = readSaid(rows.nodeOf(entries[number] ?? 0), list, draft, new Reporter());
  if (said === undefined) throw new RangeError(`there is no usual route ${number}`);
  return said;
}

function readRoute(entry: Entry, draft: Draft, site: RouteSite): SaidRoute | undefined {
  const gateway = readIp('via', entry, site);
  const source = readIp('from', entry, site);
  const paths = entry.nexthops === undefined ? undefined : readNexthops(draft, site);
  const senders = readSenders(entry, site);
  if (paths === null || senders === null) return undefined;
  const leading = gateway === undefined ? leadingOf(paths?.said) : gateway;
  const telling = leading === undefined ? source : leading;
  const to = readDestination(entry, telling === undefined ? senders?.ip : telling, site);
  if (to === undefined || gateway === null || source === null) return undefined;
  if (
    !sameFamily(to.family, { via: gateway, from: source }, site) ||
    !checkRouteShape(entry, to.family, site) ||
    !checkSenders(senders, to.family, site) ||
    (paths !== undefined && !checkPathsShape(paths.said, to.family, site))
  ) {
    return undefined;
  }
  const kind = entry.type ?? 'unicast';
  const table = entry.table === undefined ? usualTable(kind) : readTable(entry.table, site);
  if (table === undefined) return undefined;
  // Assigned one by one: there may be a hundred thousand routes, and each spread takes as long as the rest.
  const item: Mutable<Route> = {
    type: 'route',
    family: to.family,
    table,
    to: to.text,
    tos: 0,
    metric: to.family === 6 ? entry.metric || IPV6_METRIC : (entry.metric ?? IPV4_METRIC),
    kind,
    link: LINKLESS.has(kind) || paths !== undefined ? null : draft.id,
  };
  if (gateway !== undefined) item.via = gateway.text;
  if (source !== undefined) item.from = source.text;
  if (senders !== undefined && senders.prefix > 0) item.source = targetText(senders);
  if (to.family === 4 && entry.scope !== undefined) item.scope = entry.scope;
  if (entry['on-link'] !== undefined) item.onLink = entry['on-link'];
  setMetrics(item, entry);
  const options = readRouteOptions(entry, to.family, site);
  if (options !== undefined) item.options = options;
  if (paths !== undefined) {
    item.nexthops = paths.hops;
    return { item, gateway, node: site.node, list: site.list, paths: paths.said };
  }
  return { item, gateway, node: site.node, list: site.list };
}

const usualTable = (kind: RouteType): number => (LOCAL_TYPES.has(kind) ? LOCAL_TABLE : MAIN_TABLE);

/** The gateway that tells the family of a default route: an IPv4 route may have IPv6 gateways as well. */
function leadingOf(paths: readonly SaidPath[] = []): Ip | undefined {
  const gateways = paths.flatMap(({ gateway }) => gateway ?? []);
  return gateways.find(({ family }) => family === 4) ?? gateways[0];
}

function setMetrics(item: Mutable<Route>, entry: Entry): void {
  if (entry.mtu !== undefined) item.mtu = entry.mtu;
  if (entry['advertised-mss'] !== undefined) item.advertisedMss = entry['advertised-mss'];
  if (entry['congestion-window'] !== undefined) item.congestionWindow = entry['congestion-window'];
  const window = entry['advertised-receive-window'];
  if (window !== undefined) item.advertisedReceiveWindow = window;
}

/** The destination; the family of `default` is that of the gateway, the source or the senders. */
function readDestination(
  { to }: Entry,
  other: Ip | null | undefined,
  site: RouteSite,
): { readonly family: 4 | 6; readonly text: string } | undefined {
  const node = childOf(site.node, 'to') ?? site.node;
  if (to === 'default') {
    if (other) return { family: other.family, text: anyTarget(other.family) };
    const hint = 'write 0.0.0.0/0 or ::/0, or add "via"';
    const message = '"to: default" needs "via" to tell IPv4 from IPv6';
    if (other === undefined) site.reporter.error('missing-key', node, message, { hint, list: site.list });
    return undefined;
  }
  const target = parseTarget(to);
  if (isFault(target)) {
    site.reporter.error(target.code, node, `"to": ${target.message}`, { list: site.list });
    return undefined;
  }
  const { hostBits, ip } = target;
  if (hostBits !== undefined) {
    const { message, taken, hint } = hostBits;
    // fib_valid_key_len refuses such an IPv4 route; for IPv6 the bits are silently cleared (ip6_route_info_create).
    if (ip.family === 4) {
      site.reporter.error('host-bits', node, `"to": ${message}`, { hint, list: site.list });
      return undefined;
    }
    site.reporter.warning('host-bits', node, `"to": ${taken}`, { hint, list: site.list });
  }
  return { family: ip.family, text: targetText(target) };
}

/** Reads `via` or `from`; undefined if absent, null if invalid (which is reported). */
function readIp(key: 'via' | 'from', entry: Entry, site: RouteSite): Ip | null | undefined {
  const text = entry[key];
  if (text === undefined) return undefined;
  const ip = hostIp(text);
  if (ip !== undefined) return ip;
  const message = `"${key}" must be the address of a host, not ${JSON.stringify(text)}`;
  const hint = text.includes('/') ? 'leave the prefix length out' : undefined;
  site.reporter.error('wrong-address', childOf(site.node, key) ?? site.node, message, {
    hint,
    list: site.list,
  });
  return null;
}

function sameFamily(
  family: 4 | 6,
  others: Readonly<Record<'via' | 'from', Ip | undefined>>,
  { node, list, reporter }: RouteSite,
): boolean {
  if ((others.via?.family ?? family) === family && (others.from?.family ?? family) === family) return true;
  let same = true;
  for (const key of ['via', 'from'] as const) {
    const other = others[key]?.family ?? family;
    if (other === family) continue;
    same = false;
    const message = `"${key}" is an IPv${other} address, but "to" is IPv${family}`;
    reporter.error('family-mismatch', childOf(node, key) ?? node, message, { list });
  }
  return same;
}

function readGateway(family: 4 | 6, draft: Draft, reporter: Reporter): void {
  const key = `gateway${family}` as const;
  const node = childOf(draft.node, key);
  if (node?.kind !== 'scalar') return;
  const gateway = parseIp(node.text);
  const isRight = gateway?.family === family && !isUnspecified(gateway);
  const hint = isRight ? `write "routes: [{to: default, via: ${JSON.stringify(node.text)}}]"` : undefined;
  reporter.warning('deprecated', node, `"${key}" is deprecated`, { hint });
  if (!isRight) {
    reporter.error(
      'wrong-address',
      node,
      `"${key}" must be an IPv${family} address, not ${JSON.stringify(node.text)}`,
    );
    return;
  }
  const item: Route = {
    ...{ type: 'route', family, table: MAIN_TABLE, to: anyTarget(family), tos: 0, kind: 'unicast' },
    ...{ metric: family === 6 ? IPV6_METRIC : IPV4_METRIC, via: gateway.text, link: draft.id },
  };
  draft.routes = added(draft.routes, { item, gateway, node, list: undefined });
}
