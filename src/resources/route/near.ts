import { type Address, AF, parseAddress, RTN, RTPROT, type route, type ViewOf } from '../../netlink/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { LinkIndex } from '../room.ts';
import { NONE, type UsualWords } from './usual-words.ts';

type Live = ViewOf<typeof route>;

/** The routes that a plan needs, if not all routes are read: a router may have a million that do not concern it. */
export interface RoutesSought {
  /** Their keys. */
  readonly keys: ReadonlySet<string>;
  /** Their destinations in the form of netlink, regardless of the prefix length. */
  readonly destinations: Destinations;
  /** What may go and take along other routes; absent if nothing goes. */
  readonly along?: {
    /** Names of links that may go. */
    readonly links: ReadonlySet<string>;
    /** Addresses that may go, and that may be preferred sources. */
    readonly sources: ReadonlySet<string>;
  };
}

export interface Destinations {
  has(destination: Address): boolean;
}

/** Protocols of routes that come and go by themselves; daemons with many routes have other protocols. */
const FEW: ReadonlySet<number> = new Set([RTPROT.REDIRECT, RTPROT.KERNEL, RTPROT.RA, RTPROT.DHCP]);

/** Types of routes that lead nowhere: no gateway is reached through them. */
const NOWHERE: ReadonlySet<number> = new Set([RTN.BLACKHOLE, RTN.UNREACHABLE, RTN.PROHIBIT, RTN.THROW]);

/** Tests whether a plan may need a route, given as a view of a message or as words. */
export interface Nearness {
  readonly of: (live: Live) => boolean;
  readonly ofUsual: (words: UsualWords) => boolean;
}

/**
 * A plan may need a route that is ours, has the destination of a declared one, comes and goes by itself, or makes
 * gateways on a link reachable. A plan that removes links or addresses also needs the routes that go with them.
 */
export function nearness(sought: RoutesSought, links: Pick<LinkIndex, 'nameOf'>): Nearness {
  const { destinations } = sought;
  const goesAlong = alongside(sought, links);
  const isNear = (protocol: number, destination: Address, type: number, direct: boolean): boolean =>
    protocol === OUR_PROTOCOL ||
    FEW.has(protocol) ||
    destinations.has(destination) ||
    (direct && !NOWHERE.has(type));
  return {
    of: (live) =>
      isNear(
        live.protocol ?? 0,
        live.dst ?? (live.family === AF.INET ? ANY_V4 : ANY_V6),
        live.type ?? 0,
        live.gateway === undefined && isDirect(live),
      ) || goesAlong?.of(live) === true,
    ofUsual: (words) =>
      isNear(words.protocol, words.destination, words.type, words.gateway === NONE) ||
      goesAlong?.ofUsual(words) === true,
  };
}

/** Tests whether routes go with links or addresses, or refer to such links; undefined if nothing goes. */
function alongside({ along }: RoutesSought, links: Pick<LinkIndex, 'nameOf'>): Nearness | undefined {
  if (along === undefined) return undefined;
  // Parsed at the first use: there may be thousands, and mostly no route has a preferred source.
  let sources: ReadonlySet<Address> | undefined;
  const isSource = (address: Address): boolean => {
    sources ??= new Set(Array.from(along.sources, parseAddress));
    return sources.has(address);
  };
  const goes = (oif: number | undefined): boolean =>
    oif !== undefined && along.links.has(links.nameOf(oif) ?? '');
  return {
    of: ({ oif, prefsrc, multipath, nhId, encapType }) =>
      // Nexthop objects and encapsulations may refer to links themselves.
      nhId !== undefined ||
      encapType !== undefined ||
      goes(oif) ||
      (prefsrc !== undefined && isSource(prefsrc)) ||
      multipath?.some((hop) => hop.encapType !== undefined || goes(hop.index)) === true,
    ofUsual: ({ oif, from }) => goes(oif) || (from !== NONE && isSource(from)),
  };
}

const ANY_V4 = 0;
const ANY_V6 = '\0'.repeat(16);

const isDirect = ({ via, nhId, multipath }: Live): boolean =>
  via === undefined && nhId === undefined && multipath === undefined;
