import type { NexthopObject } from './nexthop-object.ts';

export type RouteType =
  | 'unicast'
  | 'anycast'
  | 'blackhole'
  | 'broadcast'
  | 'local'
  | 'multicast'
  | 'prohibit'
  | 'throw'
  | 'unreachable';
export type RouteScope = 'global' | 'site' | 'link' | 'host' | 'nowhere' | number;

/** One path of a multipath route. */
export interface Nexthop {
  readonly via: string | null;
  readonly link: string;
  /** 1…256, relative to those of the other paths. */
  readonly weight: number;
  readonly onLink: boolean;
  /**
   * Whether the kernel does not use it (RTNH_F_DEAD): an IPv4 path whose link is down, or has lost its last IPv4
   * address. Observed, never wanted.
   */
  readonly dead?: true;
}

/** Properties that few routes have. */
export interface RouteOptions {
  /** The MTU is not lowered by path MTU discovery (RTAX_LOCK). */
  readonly lockMtu?: true;
  readonly hopLimit?: number;
  readonly quickAck?: true;
  readonly fastOpenNoCookie?: true;
  readonly congestionControl?: string;
  /** In milliseconds. */
  readonly rtoMin?: number;
  /** In segments (RTAX_CWND, locked). */
  readonly maximumCongestionWindow?: number;
  /** In bytes (RTAX_WINDOW). */
  readonly window?: number;
  /** In segments. */
  readonly ssthresh?: number;
  /** In milliseconds. */
  readonly rtt?: number;
  readonly rttvar?: number;
  /** In segments. */
  readonly reordering?: number;
  /** Words with blanks between them (RTAX_FEATURES): `ecn`, `tcp-usec-ts`. */
  readonly features?: string;
  /** The names of metrics that TCP does not change (RTAX_LOCK), with blanks between them, in the order of RTAX_*. */
  readonly locked?: string;
  /** RTA_PREF of an IPv6 route; absent: medium. */
  readonly preference?: 'low' | 'high';
  /** RTA_ENCAP: see `encapText`. */
  readonly encap?: string;
}

/**
 * A route. Identity in the kernel: IPv4 (table, destination, tos, metric); IPv6 (table, destination, source, metric).
 * Optional members that are absent from a declared route are not compared with the live one.
 */
export interface Route {
  readonly type: 'route';
  readonly family: 4 | 6;
  readonly table: number;
  /** Canonical `address/length`; the default route is `0.0.0.0/0` or `::/0`. */
  readonly to: string;
  /** The prefix of the senders that an IPv6 route is for (RTA_SRC), canonical; absent: all. */
  readonly source?: string;
  readonly tos: number;
  /** RTA_PRIORITY; IPv4 default 0, IPv6 default 1024. */
  readonly metric: number;
  readonly kind: RouteType;
  /** Gateway; may be of the other family (RTA_VIA). */
  readonly via?: string | null;
  /** Output link's name; null if the kernel keeps none (blackhole …). */
  readonly link?: string | null;
  /** Preferred source address (RTA_PREFSRC). */
  readonly from?: string | null;
  readonly scope?: RouteScope;
  readonly onLink?: boolean;
  /** rtm_protocol. A declared route is created with it; it is never compared. */
  readonly protocol?: number;
  readonly mtu?: number | null;
  readonly advertisedMss?: number | null;
  readonly congestionWindow?: number | null;
  readonly advertisedReceiveWindow?: number | null;
  readonly options?: RouteOptions;
  /** The paths of a multipath route; a declared one may be left with a single path. */
  readonly nexthops?: readonly Nexthop[];
  /** Live only so far: RTA_NH_ID. */
  readonly nexthopId?: number;
  /** For a route that is restored: the objects to make before it; the last is that of `nexthopId`. */
  readonly nexthopObjects?: readonly NexthopObject[];
  /** Live only: attributes without a member here (encap, realms …), encoded by resources/beyond. */
  readonly beyond?: string;
  /** Live only: links that an encapsulation in `beyond` refers to (seg6local's oif), if it has no indexes of them. */
  readonly encapLinks?: readonly string[];
  /** Live only: the paths as the kernel sent them, if they have attributes without a member here. */
  readonly beyondPaths?: string;
  /** Live only: seconds until an IPv6 route expires. */
  readonly expires?: number;
}
