import type { Nexthop, Route, Step } from '../../model/index.ts';
import {
  AF,
  route as message,
  NLM_F,
  parseAddress,
  type Request,
  RTM,
  RTNH_F,
  type UnknownAttribute,
  unknown,
  type Value,
  type Writer,
} from '../../netlink/index.ts';
import { beyondAttributes } from '../beyond.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import { nexthopRequest } from '../nexthop/nexthop-objects.ts';
import type { LinkIndex } from '../room.ts';
import { scopeNumber } from '../scope.ts';
import { tableByte } from '../table-byte.ts';
import { METRICS_ID, pathsAsTheyCame } from './beyond.ts';
import { ENCAP_ID, ENCAP_TYPE_ID, withIndexes } from './encap-links.ts';
import { ROUTE_TYPES } from './types.ts';
import { isUsual, putUsual } from './usual.ts';
import { OUT_OF_REACH, waysToGateways } from './ways-to-gateways.ts';

type Fields = Value<typeof message>;

export function routeRequests(step: Step, links: LinkIndex): Request[] {
  const before = step.before?.type === 'route' ? step.before : null;
  const after = step.after?.type === 'route' ? step.after : null;
  switch (step.action) {
    case 'remove':
      // Everything is named, so that the delete can never hit a neighbour's route (fib_table_delete takes the first match).
      return before === null
        ? []
        : [{ message, type: RTM.DELROUTE, value: fields(before, before.protocol ?? 0, links) }];
    case 'create':
      return after === null
        ? []
        : [...objects(after, links), set(after, NLM_F.CREATE | amongAlike(step), links)];
    case 'change':
    case 'replace':
      // REPLACE swaps the route without a moment between; identity (table, destination, tos, metric) stays.
      return after === null
        ? []
        : [...objects(after, links), set(after, NLM_F.CREATE | NLM_F.REPLACE, links)];
  }
}

/** Where the kernel puts a route of whose key there are others: without a flag in front of them (fib_table_insert). */
function amongAlike({ beside }: Step): number {
  if (beside === undefined) return NLM_F.EXCL;
  return beside === 'behind' ? NLM_F.APPEND : 0;
}

/** The kernel's answers when the nexthop object of a route is not there (nh_id of fib_create_info, ip6_route_info_create). */
const NO_NEXTHOP: ReadonlySet<string> = new Set(['EINVAL', 'ENOENT']);

/**
 * A route of others by a nexthop object that went with its link is put back without it.
 * One whose gateway nothing leads to any more comes back by a way to it that is there meanwhile.
 * Another route is to be back in place of ours, and the kernel has made it itself meanwhile, as it does for the subnet of
 * a new address: replacing ours by it would be a second one (fib_table_insert: EEXIST). Then ours just goes.
 */
export function routeDetour(step: Step, code: string, links: LinkIndex): Request[] | undefined {
  if (step.source === null && step.after?.type === 'route' && step.after.nexthopId !== undefined) {
    const { nexthopId: _, nexthopObjects: __, ...after } = step.after;
    return NO_NEXTHOP.has(code) ? routeRequests({ ...step, after }, links) : undefined;
  }
  if (
    step.source === null &&
    step.action === 'create' &&
    step.after?.type === 'route' &&
    OUT_OF_REACH.has(code)
  )
    return byWays(step.after, links);
  const putsBack = step.action === 'change' && step.source === null && step.after?.type === 'route';
  return putsBack && code === 'EEXIST'
    ? routeRequests({ ...step, action: 'remove', after: null }, links)
    : undefined;
}

function byWays(route: Route, links: LinkIndex): Request[] | undefined {
  const ways = waysToGateways(route);
  if (ways.length === 0) return undefined;
  const of = (action: 'create' | 'remove', one: Route): Request[] => {
    const [before, after] = action === 'create' ? [null, one] : [{ ...one, protocol: OUR_PROTOCOL }, null];
    return routeRequests({ ...PUT_BACK, action, before, after }, links);
  };
  return [
    ...ways.flatMap((way) => of('create', way)),
    ...of('create', route),
    ...ways.flatMap((way) => of('remove', way)),
  ];
}

const PUT_BACK = {
  kind: 'route',
  key: '',
  name: '',
  changes: [],
  reason: '',
  source: null,
  notes: [],
} as const;

const objects = ({ nexthopObjects = [] }: Route, links: LinkIndex): Request[] =>
  nexthopObjects.map((object) => nexthopRequest(object, links));

/** A route as it is to be; without NLM_F_CREATE the kernel makes no IPv4 route. @throws NlapplyError where a link is not there */
export function set(route: Route, flags: number, links: LinkIndex): Request {
  if (isUsual(route)) return new UsualRoute(route, flags, links);
  return { message, type: RTM.NEWROUTE, flags, value: fields(route, route.protocol ?? OUR_PROTOCOL, links) };
}

/** A request whose value is made only for those who want to read it. The link's number is that of now: it may be another later. */
class UsualRoute implements Request<typeof message> {
  readonly message: typeof message = message;
  readonly type: number = RTM.NEWROUTE;
  readonly flags: number;
  readonly #route: Route;
  readonly #links: LinkIndex;
  readonly #link: number | undefined;

  /** @throws NlapplyError where the link is not there */
  constructor(route: Route, flags: number, links: LinkIndex) {
    this.flags = flags;
    this.#route = route;
    this.#links = links;
    this.#link = route.link == null ? undefined : links.indexOf(route.link);
  }

  get value(): Fields {
    const links = { ...this.#links, indexOf: () => this.#link ?? 0 };
    return fields(this.#route, this.#route.protocol ?? OUR_PROTOCOL, links);
  }

  put(w: Writer): void {
    putUsual(w, this.#route, this.#route.protocol ?? OUR_PROTOCOL, this.#link);
  }
}

/** Member by member: spreads would cost more than the kernel takes for the route. */
function fields(route: Route, protocol: number, links: LinkIndex): Fields {
  const slash = route.to.lastIndexOf('/');
  const dstLen = Number(route.to.slice(slash + 1));
  const value: Fields = {
    family: route.family === 4 ? AF.INET : AF.INET6,
    dstLen,
    tos: route.tos,
    tableId: tableByte(route.table),
    table: route.table,
    type: ROUTE_TYPES[route.kind],
    scope: scopeNumber(route.scope ?? 'global'),
    protocol,
  };
  if (route.onLink === true) value.flags = RTNH_F.ONLINK;
  if (dstLen > 0) value.dst = parseAddress(route.to.slice(0, slash));
  if (route.metric !== 0) value.priority = route.metric;
  if (route.from != null) value.prefsrc = parseAddress(route.from);
  if (route.sourceLength !== undefined) value.srcLen = route.sourceLength;
  if (route.expires !== undefined) value.expires = route.expires;
  const beyond = route.beyond === undefined ? [] : beyondOf(route, route.beyond, links);
  const paths = setPaths(value, route, links);
  const set = beyond.some(({ id }) => id === METRICS_ID) ? undefined : metrics(route);
  if (set !== undefined) value.metrics = set;
  if (paths !== undefined) beyond.push(paths);
  if (beyond.length > 0) value[unknown] = beyond;
  return value;
}

/** Attributes beyond the model, with the links that an encapsulation names. */
function beyondOf({ encapLinks }: Route, text: string, links: LinkIndex): UnknownAttribute[] {
  const attributes = beyondAttributes(text);
  if (encapLinks === undefined) return attributes;
  const [type] = attributes.find(({ id }) => id === ENCAP_TYPE_ID)?.data ?? [];
  return attributes.map((one) => (one.id === ENCAP_ID ? withIndexes(type, one, encapLinks, links) : one));
}

/** Where the route leads to. Paths with attributes beyond the model are returned as they came. */
function setPaths(value: Fields, route: Route, links: LinkIndex): UnknownAttribute | undefined {
  if (route.nexthopId !== undefined) {
    value.nhId = route.nexthopId;
    return undefined;
  }
  if (route.link != null) value.oif = links.indexOf(route.link);
  if (route.nexthops !== undefined) {
    const [came] = route.beyondPaths === undefined ? [] : beyondAttributes(route.beyondPaths);
    const paths = came === undefined ? undefined : pathsAsTheyCame(came, route, links);
    if (paths !== undefined) return paths;
    value.multipath = multipath(route.nexthops, route.family, links);
  } else if (route.via != null) setGateway(value, route.via, route.family);
  return undefined;
}

/** RTA_GATEWAY, or RTA_VIA for a gateway of the other family. */
function setGateway(value: Pick<Fields, 'gateway' | 'via'>, via: string, family: 4 | 6): void {
  const address = parseAddress(via);
  const v4 = typeof address === 'number';
  if (v4 === (family === 4)) value.gateway = address;
  else value.via = { family: v4 ? AF.INET : AF.INET6, address };
}

type Hop = NonNullable<Fields['multipath']>[number];

function multipath(hops: readonly Nexthop[], family: 4 | 6, links: LinkIndex): Hop[] {
  return hops.map((hop) => {
    const value: Hop = {
      flags: hop.onLink ? RTNH_F.ONLINK : 0,
      hops: hop.weight - 1,
      index: links.indexOf(hop.link),
    };
    if (hop.via !== null) setGateway(value, hop.via, family);
    return value;
  });
}

function metrics(route: Route): Fields['metrics'] {
  const { mtu, advertisedMss, congestionWindow, advertisedReceiveWindow } = route;
  if ((mtu ?? advertisedMss ?? congestionWindow ?? advertisedReceiveWindow) == null) return undefined;
  return {
    ...(mtu != null && { mtu }),
    ...(advertisedMss != null && { advmss: advertisedMss }),
    ...(congestionWindow != null && { initcwnd: congestionWindow }),
    ...(advertisedReceiveWindow != null && { initrwnd: advertisedReceiveWindow }),
  };
}
