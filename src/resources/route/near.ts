import { type Address, AF, RTN, RTPROT, type route, type ViewOf } from '../../netlink/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';

type Live = ViewOf<typeof route>;

/** The routes that a plan asks for, where not all are looked at: a router may have a million that are others' business. */
export interface RoutesSought {
  /** Their keys. */
  readonly keys: ReadonlySet<string>;
  /** Their destinations as netlink has them, with whatever length of prefix. */
  readonly destinations: ReadonlySet<Address>;
}

/** Routes that come and go by themselves; who makes them in numbers has another protocol. */
const FEW: ReadonlySet<number> = new Set([RTPROT.REDIRECT, RTPROT.KERNEL, RTPROT.RA, RTPROT.DHCP]);

/** Routes that lead nowhere: no gateway is in reach by them. */
const NOWHERE: ReadonlySet<number> = new Set([RTN.BLACKHOLE, RTN.UNREACHABLE, RTN.PROHIBIT, RTN.THROW]);

export const isOurs = (live: Live): boolean => live.protocol === OUR_PROTOCOL;

/**
 * Whether a plan that takes no link and no address away could ask for the route: ours, one with the destination of a
 * declared one, one of those that come and go by themselves, and one that tells which gateways are on a link.
 */
export function isNear(live: Live, { destinations }: RoutesSought): boolean {
  const protocol = live.protocol ?? 0;
  if (protocol === OUR_PROTOCOL || FEW.has(protocol)) return true;
  if (destinations.has(live.dst ?? (live.family === AF.INET ? ANY_V4 : ANY_V6))) return true;
  return live.gateway === undefined && !NOWHERE.has(live.type ?? 0) && isDirect(live);
}

const ANY_V4 = 0;
const ANY_V6 = '\0'.repeat(16);

const isDirect = ({ via, nhId, multipath }: Live): boolean =>
  via === undefined && nhId === undefined && multipath === undefined;
