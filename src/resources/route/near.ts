import { type Address, AF, RTN, RTPROT, type route, type ViewOf } from '../../netlink/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';

type Live = ViewOf<typeof route>;

/** The routes that a plan asks for, where not all are looked at: a router may have a million that are others' business. */
export interface RoutesSought {
  /** Their keys. */
  readonly keys: ReadonlySet<string>;
  /** Their destinations as netlink has them, with whatever length of prefix. */
  readonly destinations: Destinations;
}

export interface Destinations {
  has(destination: Address): boolean;
}

/** Routes that come and go by themselves; who makes them in numbers has another protocol. */
const FEW: ReadonlySet<number> = new Set([RTPROT.REDIRECT, RTPROT.KERNEL, RTPROT.RA, RTPROT.DHCP]);

/** Routes that lead nowhere: no gateway is in reach by them. */
const NOWHERE: ReadonlySet<number> = new Set([RTN.BLACKHOLE, RTN.UNREACHABLE, RTN.PROHIBIT, RTN.THROW]);

/**
 * Whether a plan that takes no link and no address away could ask for the route: ours, one with the destination of a
 * declared one, one of those that come and go by themselves, and one that tells which gateways are on a link.
 */
export const isNear = (live: Live, sought: RoutesSought): boolean =>
  isNearTo(
    sought,
    live.protocol ?? 0,
    live.dst ?? (live.family === AF.INET ? ANY_V4 : ANY_V6),
    live.type ?? 0,
    live.gateway === undefined && isDirect(live),
  );

/** The same of what has been read already. */
export const isNearTo = (
  { destinations }: RoutesSought,
  protocol: number,
  destination: Address,
  type: number,
  direct: boolean,
): boolean =>
  protocol === OUR_PROTOCOL ||
  FEW.has(protocol) ||
  destinations.has(destination) ||
  (direct && !NOWHERE.has(type));

const ANY_V4 = 0;
const ANY_V6 = '\0'.repeat(16);

const isDirect = ({ via, nhId, multipath }: Live): boolean =>
  via === undefined && nhId === undefined && multipath === undefined;
