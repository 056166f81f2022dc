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
import { nestedEncap } from '../nested-encaps.ts';
import { nexthopRequest } from '../nexthop/nexthop-objects.ts';
import type { LinkIndex } from '../room.ts';
import { scopeNumber } from '../scope.ts';
import { tableByte } from '../table-byte.ts';
import { METRICS_ID, pathsAsTheyCame } from './beyond.ts';
import { encapMessage } from './encap.ts';
import { ENCAP_ID, ENCAP_TYPE_ID, withIndexes } from './encap-links.ts';
import { metricsOf, prefOf } from './options.ts';
import { ROUTE_TYPES } from './types.ts';
import { isUsual, putUsual } from './usual.ts';
import { OUT_OF_REACH, waysToGateways } from './ways-to-gateways.ts';

type Fields = Value<typeof message>;

export function routeRequests(step: Step, links: LinkIndex): Request[] {
  const before = step.before?.type === 'route' ? step.before : null;
  const after = step.after?.type === 'route' ? step.after : null;
  switch (step.action) {
    case 'remove':
      return before === null ? [] : [remove(before, links)];
    case 'create':
      return after === null
        ? []
        : [...objects(after, links), set(after, NLM_F.CREATE | amongAlike(step), links)];
    case 'replace':
      return after === null || before === null
        ? []
        : [
            remove(before, links),
            ...objects(after, links),
            // Before others with its key, if there are any.
            set(after, NLM_F.CREATE, links),
          ];
    case 'change':
      // REPLACE swaps the route without a gap; its key (table, destination, tos, metric) stays.
      return after === null
        ? []
        : [...objects(after, links), set(after, NLM_F.CREATE | NLM_F.REPLACE, links)];
  }
}

/**
 * All attributes are given, so that the request can never delete another route (fib_table_delete takes the first
 * match).
 */
const remove = (route: Route, links: LinkIndex): Request => ({
  message,
  type: RTM.DELROUTE,
  value: fields(route, route.protocol ?? 0, links),
});

/** Where the kernel puts a route whose key others have, too: without a flag before them (fib_table_insert). */
function amongAlike({ beside }: Step): number {
  if (beside === undefined) return NLM_F.EXCL;
  return beside === 'behind' ? NLM_F.APPEND : 0;
}

/**
 * The kernel's errors if the nexthop object of a route does not exist (nh_id of fib_create_info,
 * ip6_route_info_create).
 */
const NO_NEXTHOP: ReadonlySet<string> = new Set(['EINVAL', 'ENOENT']);

/**
 * A foreign route by a nexthop object that went with its link is restored without the object. A route whose gateway is
 * out of reach is restored by means of a temporary route to the gateway. If ours was to be replaced by another one that
 * the kernel has made itself in the meantime, as it does for the subnet of a new address, there would be two of that
 * (fib_table_insert: EEXIST): then ours is just removed.
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

/**
 * The request that sets a route; without NLM_F_CREATE the kernel makes no IPv4 route.
 * @throws NlapplyError if a link does not exist
 */
export function set(route: Route, flags: number, links: LinkIndex): Request {
  if (isUsual(route)) return new UsualRoute(route, flags, links);
  return { message, type: RTM.NEWROUTE, flags, value: fields(route, route.protocol ?? OUR_PROTOCOL, links) };
}

/**
 * A request whose value is made only when it is read. The index of the link is looked up at once, as it may change
 * later.
 */
class UsualRoute implements Request<typeof message> {
  readonly message: typeof message = message;
  readonly type: number = RTM.NEWROUTE;
  readonly flags: number;
  readonly #route: Route;
  readonly #links: LinkIndex;
  readonly #link: number | undefined;

  /** @throws NlapplyError if the link does not exist */
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

/** Assigned one by one: spreads would take longer than the kernel needs for the route. */
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
  if (route.source !== undefined) setSource(value, route.source);
  if (route.expires !== undefined) value.expires = route.expires;
  const beyond = route.beyond === undefined ? [] : beyondOf(route, route.beyond, links);
  const paths = setPaths(value, route, links);
  const set = beyond.some(({ id }) => id === METRICS_ID) ? undefined : metricsOf(route);
  if (set !== undefined) value.metrics = set;
  const pref = prefOf(route);
  if (pref !== undefined) value.pref = pref;
  if (route.options?.encap !== undefined) Object.assign(value, encapMessage(route.options.encap));
  if (paths !== undefined) beyond.push(paths);
  if (beyond.length > 0) value[unknown] = beyond;
  return value;
}

function setSource(value: Fields, source: string): void {
  const slash = source.lastIndexOf('/');
  value.src = parseAddress(source.slice(0, slash));
  value.srcLen = Number(source.slice(slash + 1));
}

/**
 * The attributes for which the model has no members, with the present indexes of the links to which an encapsulation
 * refers.
 */
function beyondOf({ encapLinks }: Route, text: string, links: LinkIndex): UnknownAttribute[] {
  const attributes = beyondAttributes(text);
  const [type] = attributes.find(({ id }) => id === ENCAP_TYPE_ID)?.data ?? [];
  if (type === undefined) return attributes;
  return attributes.map((one) =>
    one.id === ENCAP_ID ? nestedEncap(type, withIndexes(type, one, encapLinks ?? [], links)) : one,
  );
}

/**
 * Sets where the route leads to. Paths with attributes for which the model has no members are returned as they came.
 */
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

/** Sets RTA_GATEWAY, or RTA_VIA for a gateway of the other family. */
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
