import {
  array,
  bits,
  enumerated,
  flag,
  ip,
  Message,
  nest,
  rawNest,
  struct,
  u8,
  u16,
  u32,
  u64,
  type Value,
} from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { LWTUNNEL_ENCAP, RT_SCOPE, RTNH_F, RTPROT } from '../constants/route.ts';
import { rtmTypes } from '../constants/rtm.ts';

/**
 * RTM_NEWNEXTHOP, RTM_DELNEXTHOP, RTM_GETNEXTHOP: struct nhmsg, NHA_* (linux/nexthop.h). The weight of a group's
 * member is one more than `weight`; from Linux 6.12 on `weightHigh` has its upper eight bits.
 */
export const nexthop = new Message(
  'nexthop',
  () => ({
    family: enumerated(u8, AF),
    scope: enumerated(u8, RT_SCOPE),
    protocol: enumerated(u8, RTPROT),
    reserved: u8,
    flags: bits(u32, RTNH_F),
  }),
  () => ({
    id: [1, u32],
    group: [2, array(struct({ id: u32, weight: u8, weightHigh: u8, reserved: u16 }))],
    groupType: [3, enumerated(u16, { MPATH: 0, RES: 1 })],
    blackhole: [4, flag],
    oif: [5, u32],
    gateway: [6, ip],
    encapType: [7, enumerated(u16, LWTUNNEL_ENCAP)],
    encap: [8, rawNest],
    groups: [9, flag],
    master: [10, u32],
    fdb: [11, flag],
    resGroup: [
      12,
      nest(
        () => ({
          buckets: [1, u16],
          idleTimer: [2, u32],
          unbalancedTimer: [3, u32],
          unbalancedTime: [4, u64],
        }),
        [0],
      ),
    ],
    resBucket: [13, nest(() => ({ index: [1, u16], idleTime: [2, u64], nhId: [3, u32] }), [0])],
    opFlags: [14, u32],
    groupStats: [15, rawNest],
    hwStatsEnable: [16, u32],
    hwStatsUsed: [17, u32],
  }),
  { types: rtmTypes },
);
export type Nexthop = Value<typeof nexthop>;
