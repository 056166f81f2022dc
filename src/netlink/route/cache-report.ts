import { bytes, enumerated, ip, Message, u8, u32, type Value } from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { rtmTypes } from '../constants/rtm.ts';

/** What a report is about: IGMPMSG_* of linux/mroute.h, and MRT6MSG_* of linux/mroute6.h, which has the same numbers. */
export const MROUTE_MSG = { NOCACHE: 1, WRONGVIF: 2, WHOLEPKT: 3, WRVIFWHOLE: 4 } as const;

/**
 * RTM_NEWCACHEREPORT: struct rtgenmsg, IPMRA_CREPORT_*, IP6MRA_CREPORT_*. What the kernel tells a multicast router about
 * a packet: `family` is AF.IPMR or AF.IP6MR, `vif` the number of the router's interface, `packet` the packet's first bytes.
 * IPv6 tells no `table`.
 */
export const cacheReport = new Message(
  'cacheReport',
  () => ({ family: enumerated(u8, AF) }),
  () => ({
    msgtype: [1, enumerated(u8, MROUTE_MSG)],
    vif: [2, u32],
    src: [3, ip],
    dst: [4, ip],
    packet: [5, bytes],
    table: [6, u32],
  }),
  { types: rtmTypes },
);
export type CacheReport = Value<typeof cacheReport>;
