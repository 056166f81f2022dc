import type { Route } from '../../model/index.ts';
import {
  host,
  type route as message,
  RTNH_F,
  raw,
  type UnknownAttribute,
  unknown,
  type ViewOf,
} from '../../netlink/index.ts';
import { beyondText } from '../beyond.ts';
import type { Mutable } from '../mutable.ts';
import type { LinkIndex } from '../room.ts';
import { readEncap } from './encap.ts';
import { ENCAP_ID, ENCAP_TYPE_ID, withoutIndexes } from './encap-links.ts';
import { saysMore } from './options.ts';
import { nestEncaps, pathsWithoutIndexes, putIndexes } from './path-encaps.ts';

type Live = ViewOf<typeof message>;

/** Attributes for which the model's route has no member. */
const BEYOND: ReadonlySet<string> = new Set([...['flow', 'newdst', 'encapType', 'encap', 'ttlPropagate']]);
const BEYOND_OBJECT: ReadonlySet<string> = new Set(
  [...BEYOND].filter((name) => name !== 'encapType' && name !== 'encap'),
);
const OF_ENCAP: readonly number[] = [ENCAP_TYPE_ID, ENCAP_ID];
const METRICS: ReadonlySet<string> = new Set(['metrics']);
const MULTIPATH: ReadonlySet<string> = new Set(['multipath']);

/** The members of a path for which the model has members. */
const KNOWN_OF_PATH: ReadonlySet<string> = new Set(['flags', 'hops', 'index', 'gateway', 'via']);

/** Ticks per second (USER_HZ) in a route's cacheinfo. */
const TICKS = 100;

/**
 * Reads what the model has no members for; most routes have nothing of that. Metrics and paths have been decoded by the
 * caller.
 */
export function readBeyond(
  live: Live,
  { metrics, multipath }: { readonly metrics: Live['metrics']; readonly multipath: Live['multipath'] },
  route: Mutable<Route>,
  links: LinkIndex,
): void {
  // What a nexthop object puts around packets is shown with its routes (fib_nexthop_info), and refused with them.
  let attributes = live[raw](live.nhId === undefined ? BEYOND : BEYOND_OBJECT);
  const encap = attributes.findIndex(({ id }) => id === ENCAP_ID);
  const came = attributes[encap];
  if (came !== undefined) {
    const said = readEncap(live.encapType, came.data);
    if (said === undefined) {
      const { attribute, names } = withoutIndexes(live.encapType, came, links);
      attributes[encap] = attribute;
      if (names.length > 0) route.encapLinks = names;
    } else {
      route.options = { ...route.options, encap: said };
      attributes = attributes.filter(({ id }) => !OF_ENCAP.includes(id));
    }
  }
  if (metrics !== undefined && saysMore(metrics)) attributes.push(...live[raw](METRICS));
  const strange = live[unknown];
  if (strange !== undefined) attributes.push(...strange);
  if (attributes.length > 0) route.beyond = beyondText(attributes);
  if (multipath?.some((hop) => hasOthers(hop, KNOWN_OF_PATH)) === true)
    readPaths(live[raw](MULTIPATH), route, links);
  const expires = route.family === 6 ? (live.cacheinfo?.expires ?? 0) : 0;
  if (expires > 0) route.expires = Math.ceil(expires / TICKS);
}

/** Keeps the paths as they came, except for the links to which their encapsulations refer. */
function readPaths([came]: readonly UnknownAttribute[], route: Mutable<Route>, links: LinkIndex): void {
  if (came === undefined) return;
  const { attribute, names } = pathsWithoutIndexes(came, links);
  route.beyondPaths = beyondText([attribute]);
  if (names.length > 0) route.encapLinks = names;
}

function hasOthers(value: object | undefined, known: ReadonlySet<string>): boolean {
  if (value === undefined) return false;
  for (const key in value) if (!known.has(key)) return true;
  return unknown in value;
}

/** RTA_METRICS: sent as it came, or else made from the route's members. */
export const METRICS_ID = 8;

/** struct rtnexthop: length, flags, hops, index. */
const NEXTHOP_SIZE = 8;

/**
 * RTA_MULTIPATH as it came, with the present indexes of the links; undefined if it does not match the paths of the
 * route.
 */
export function pathsAsTheyCame(
  { data, ...rest }: UnknownAttribute,
  { nexthops = [], encapLinks = [] }: Route,
  links: LinkIndex,
): UnknownAttribute | undefined {
  const bytes = Uint8Array.from(data);
  const view = new DataView(bytes.buffer);
  let nth = 0;
  for (let at = 0; at + NEXTHOP_SIZE <= bytes.length; nth++) {
    const hop = nexthops[nth];
    const length = view.getUint16(at, host);
    if (hop === undefined || length < NEXTHOP_SIZE) return undefined;
    // The other flags are the link's state (RTNH_F_DEAD, LINKDOWN).
    bytes[at + 2] = hop.onLink ? RTNH_F.ONLINK : 0;
    view.setInt32(at + 4, links.indexOf(hop.link), host);
    at += (length + 3) & ~3;
  }
  if (nth !== nexthops.length) return undefined;
  putIndexes(bytes, encapLinks, links);
  nestEncaps(bytes);
  return { ...rest, data: bytes };
}
