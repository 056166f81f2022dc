import {
  be16,
  be32,
  bits,
  bytes,
  enumerated,
  ip,
  Message,
  nest,
  rawNest,
  s32,
  sequence,
  string,
  struct,
  u8,
  u16,
  u32,
  u64,
  type Value,
} from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import {
  LWTUNNEL_ENCAP,
  ROUTER_PREF,
  RT_SCOPE,
  RT_TABLE,
  RTAX_FEATURE,
  RTM_F,
  RTN,
  RTNH_F,
  RTPROT,
} from '../constants/route.ts';
import { rtmTypes } from '../constants/rtm.ts';
import { expires, via } from './via.ts';

/** RTA_METRICS (RTAX_*). `lock` is a mask of 1 << RTAX_*; rtt is in eighths, rttvar in quarters of a millisecond. */
export const metrics = nest(() => ({
  lock: [1, u32],
  mtu: [2, u32],
  window: [3, u32],
  rtt: [4, u32],
  rttvar: [5, u32],
  ssthresh: [6, u32],
  cwnd: [7, u32],
  advmss: [8, u32],
  reordering: [9, u32],
  hoplimit: [10, u32],
  initcwnd: [11, u32],
  features: [12, bits(u32, RTAX_FEATURE)],
  rtoMin: [13, u32],
  initrwnd: [14, u32],
  quickack: [15, u32],
  ccAlgo: [16, string],
  fastopenNoCookie: [17, u32],
}));

/** What a nexthop of RTA_MULTIPATH has in common with a route of one nexthop. */
const nexthop = {
  gateway: [5, ip],
  flow: [11, u32],
  via: [18, via],
  newdst: [19, bytes],
  encapType: [21, enumerated(u16, LWTUNNEL_ENCAP)],
  encap: [22, rawNest],
  ttlPropagate: [26, u8],
} as const;

/** RTA_MULTIPATH: nexthops, each a struct rtnexthop (`hops` = weight less one) and attributes. */
const multipath = sequence({ flags: bits(u8, RTNH_F), hops: u8, index: s32 }, nexthop);

const cacheinfo = struct(() => ({
  clntref: u32,
  lastuse: u32,
  expires: s32,
  error: u32,
  used: u32,
  id: u32,
  ts: u32,
  tsage: u32,
}));

/**
 * RTM_NEWROUTE, RTM_DELROUTE, RTM_GETROUTE: struct rtmsg, RTA_*. `tableId` of the header holds tables up to 255;
 * `table` (RTA_TABLE) takes precedence if it is present. `encap` is bytes, whose meaning depends on `encapType`.
 */
export const route = new Message(
  'route',
  () => ({
    family: enumerated(u8, AF),
    dstLen: u8,
    srcLen: u8,
    tos: u8,
    tableId: enumerated(u8, RT_TABLE),
    protocol: enumerated(u8, RTPROT),
    scope: enumerated(u8, RT_SCOPE),
    type: enumerated(u8, RTN),
    flags: bits(u32, { ...RTNH_F, ...RTM_F }),
  }),
  () => ({
    ...nexthop,
    dst: [1, ip],
    src: [2, ip],
    iif: [3, u32],
    oif: [4, u32],
    priority: [6, u32],
    prefsrc: [7, ip],
    metrics: [8, metrics],
    multipath: [9, multipath],
    cacheinfo: [12, cacheinfo],
    table: [15, enumerated(u32, RT_TABLE)],
    mark: [16, u32],
    mfcStats: [17, struct({ packets: u64, bytes: u64, wrongIf: u64 })],
    pref: [20, enumerated(u8, ROUTER_PREF)],
    expires: [23, expires],
    uid: [25, u32],
    ipProto: [27, u8],
    sport: [28, be16],
    dport: [29, be16],
    nhId: [30, u32],
    flowlabel: [31, be32],
  }),
  { ignored: [24], types: rtmTypes },
);
export type Route = Value<typeof route>;
