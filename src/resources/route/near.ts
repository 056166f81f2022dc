import { type Address, AF, parseAddress, RTN, RTPROT, type route, type ViewOf } from '../../netlink/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { LinkIndex } from '../room.ts';
import { NONE, type UsualWords } from './usual-words.ts';

type Live = ViewOf<typeof route>;

/** The routes that a plan asks for, where not all are looked at: a router may have a million that are others' business. */
export interface RoutesSought {
  /** Their keys. */
  readonly keys: ReadonlySet<string>;
  /** Their destinations as netlink has them, with whatever length of prefix. */
  readonly destinations: Destinations;
  /** What a plan could take others' routes along with; absent: it takes none. */
  readonly along?: {
    /** The links that they lead over, by name. */
    readonly links: ReadonlySet<string>;
    /** The addresses that they prefer. */
    readonly sources: ReadonlySet<string>;
  };
}

export interface Destinations {
  has(destination: Address): boolean;
}

/** Routes that come and go by themselves; who makes them in numbers has another protocol. */
const FEW: ReadonlySet<number> = new Set([RTPROT.REDIRECT, RTPROT.KERNEL, RTPROT.RA, RTPROT.DHCP]);

/** Routes that lead nowhere: no gateway is in reach by them. */
const NOWHERE: ReadonlySet<number> = new Set([RTN.BLACKHOLE, RTN.UNREACHABLE, RTN.PROHIBIT, RTN.THROW]);

/** Tells which routes a plan could ask for, of views of messages and of usual routes. */
export interface Nearness {
  readonly of: (live: Live) => boolean;
  readonly ofUsual: (words: UsualWords) => boolean;
}

/**
 * A plan could ask for a route that is ours, has the destination of a declared one, comes and goes by itself, or tells which
 * gateways are on a link; one that takes links or addresses away, for all that go with these.
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

/** Which routes go with links or addresses, or name such links; undefined when nothing goes. */
function alongside({ along }: RoutesSought, links: Pick<LinkIndex, 'nameOf'>): Nearness | undefined {
  if (along === undefined) return undefined;
  // There may be thousands, and mostly no route prefers any.
  let sources: ReadonlySet<Address> | undefined;
  const isSource = (address: Address): boolean => {
    sources ??= new Set(Array.from(along.sources, parseAddress));
    return sources.has(address);
  };
  const goes = (oif: number | undefined): boolean =>
    oif !== undefined && along.links.has(links.nameOf(oif) ?? '');
  return {
    of: ({ oif, prefsrc, multipath, nhId, encapType }) =>
      // Nexthop objects and encapsulations have links of their own.
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
