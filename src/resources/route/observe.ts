import type { Nexthop, Route } from '../../model/index.ts';
import {
  type Address,
  AF,
  type Connection,
  formatAddress,
  route as message,
  RTM,
  RTM_F,
  RTNH_F,
  type ViewOf,
} from '../../netlink/index.ts';
import { familiesThere } from '../families.ts';
import { lastText } from '../last-text.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { Mutable } from '../mutable.ts';
import type { LinkIndex } from '../room.ts';
import { scopeName } from '../scope.ts';
import { readBeyond } from './beyond.ts';
import { nearness, type RoutesSought } from './near.ts';
import { readOptions } from './options.ts';
import { LINKLESS, routeTypeName } from './types.ts';
import { type UsualOptions, usualReader } from './usual-live.ts';

type Live = ViewOf<typeof message>;

/** AF.INET, AF.INET6 */
type Families = readonly number[];

const BOTH: Families = [AF.INET, AF.INET6];

export interface RoutesOptions extends Omit<UsualOptions, 'near'> {
  readonly families?: Families;
  /** If given, only routes near to these are read. */
  readonly sought?: RoutesSought | undefined;
  /** With more IPv4 routes than this the dump is abandoned. */
  readonly most?: number | undefined;
}

/**
 * Reads the routes of both families in all tables, without the kernel's cache; or only those that are near to `sought`
 * and not taken.
 * @throws NetlinkError ERR_NETLINK_DUMP_TOO_LONG
 */
export function observeRoutes(
  connection: Connection,
  links: LinkIndex,
  { sought, most, families = BOTH, ...options }: RoutesOptions = {},
): Promise<Route[]> {
  const texts = newTexts();
  const near = sought && nearness(sought, links);
  const quick = usualReader(links, texts, { ...options, near });
  return ofEach(families, (family) =>
    connection.dump(
      { message, type: RTM.GETROUTE, value: { family } },
      (view) => (near?.of(view) === false ? undefined : readRoute(view, links, texts)),
      { quick, ...(family === AF.INET && { started: options.started, most }) },
    ),
  );
}

/** The offset of rtm_protocol in struct rtmsg. */
const PROTOCOL = 5;

export interface OwnOptions extends Omit<UsualOptions, 'near'> {
  readonly families?: Families;
}

/**
 * Reads the routes with our mark, which the kernel selects (fib_dump_filter). It still goes through all routes, and
 * through those of main twice as long as there are no rules: main and local then share a trie (fib_trie_table), and it
 * is walked for each of them.
 */
export function observeOwnRoutes(
  connection: Connection,
  links: LinkIndex,
  { families = BOTH, ...options }: OwnOptions = {},
): Promise<Route[]> {
  const texts = newTexts();
  const usual = usualReader(links, texts, options);
  // Kernels before 4.20 do not filter.
  const quick: typeof usual = (block, start, end) =>
    block.bytes[start + PROTOCOL] === OUR_PROTOCOL ? usual(block, start, end) : null;
  return ofEach(families, (family) =>
    connection.dump(
      {
        ...{ message, type: RTM.GETROUTE },
        value: { family, protocol: OUR_PROTOCOL },
      },
      (view) => readRoute(view, links, texts),
      { quick, ...(family === AF.INET && { started: options.started }) },
    ),
  );
}

/**
 * One after the other, as a socket can have only one dump at a time. Results are added to the first list, since a
 * second list of a million would need as much memory again.
 */
async function ofEach(families: Families, dump: (family: number) => Promise<Route[]>): Promise<Route[]> {
  let all: Route[] | undefined;
  const there = familiesThere();
  for (const family of families.filter((one) => there.includes(one))) {
    const found = await dump(family);
    if (all === undefined) all = found;
    else for (const route of found) all.push(route);
  }
  return all ?? [];
}

export const newTexts = () => ({ destination: formatter(), text: formatter() });

/** The number of IPv6 addresses whose texts are kept. */
const KEPT = 256;

/**
 * Formats addresses and remembers the texts: every link with IPv6 has routes to the same two destinations, and many
 * routes have the same gateway.
 */
function formatter(): (address: Address) => string {
  const texts = new Map<Address, string>();
  const textOfNumber = lastText();
  return (address) => {
    if (typeof address === 'number') return textOfNumber(address);
    let text = texts.get(address);
    if (text === undefined) {
      text = formatAddress(address);
      if (texts.size < KEPT) texts.set(address, text);
    }
    return text;
  };
}

/** Reads any route with the table of its message. */
export function readRoute(
  live: Live,
  links: LinkIndex,
  { destination, text }: ReturnType<typeof newTexts>,
): Route | undefined {
  const kind = routeTypeName(live.type ?? 0);
  if (kind === undefined || ((live.flags ?? 0) & RTM_F.CLONED) !== 0) return undefined;
  const v4 = live.family === AF.INET;
  const { metrics, oif, multipath, nhId } = live;
  const gateway = live.gateway ?? live.via?.address;
  const route: Mutable<Route> = {
    type: 'route',
    family: v4 ? 4 : 6,
    table: live.table ?? live.tableId ?? 0,
    to: `${live.dst === undefined ? (v4 ? '0.0.0.0' : '::') : destination(live.dst)}/${live.dstLen ?? 0}`,
    tos: live.tos ?? 0,
    metric: live.priority ?? 0,
    kind,
    via: gateway === undefined ? null : text(gateway),
    // As normal() makes it, to avoid a second object for each of a hundred thousand routes.
    link: oif === undefined || LINKLESS.has(kind) ? null : (links.nameOf(oif) ?? `#${oif}`),
    from: live.prefsrc === undefined ? null : text(live.prefsrc),
    scope: v4 ? scopeName(live.scope ?? 0) : 'global',
    onLink: ((live.flags ?? 0) & RTNH_F.ONLINK) !== 0,
    mtu: metrics?.mtu ?? null,
    advertisedMss: metrics?.advmss ?? null,
    congestionWindow: metrics?.initcwnd ?? null,
    advertisedReceiveWindow: metrics?.initrwnd ?? null,
    protocol: live.protocol ?? 0,
  };
  if (live.src !== undefined && live.srcLen) route.source = `${text(live.src)}/${live.srcLen}`;
  const options = readOptions(metrics, live.pref);
  if (options !== undefined) route.options = options;
  if (multipath !== undefined) route.nexthops = multipath.map((hop) => nexthop(hop, links));
  if (nhId !== undefined) route.nexthopId = nhId;
  readBeyond(live, { metrics, multipath }, route, links);
  return route;
}

type Hop = NonNullable<Live['multipath']>[number];

function nexthop(hop: Hop, links: LinkIndex): Nexthop {
  const gateway = hop.gateway ?? hop.via?.address;
  return {
    via: gateway === undefined ? null : formatAddress(gateway),
    link: links.nameOf(hop.index ?? 0) ?? `#${hop.index ?? 0}`,
    weight: (hop.hops ?? 0) + 1,
    onLink: ((hop.flags ?? 0) & RTNH_F.ONLINK) !== 0,
    ...(((hop.flags ?? 0) & RTNH_F.DEAD) !== 0 && { dead: true }),
  };
}
