import {
  be16,
  bits,
  enumerated,
  flag,
  hwaddr,
  ip,
  Message,
  nest,
  s32,
  struct,
  u8,
  u16,
  u32,
  type Value,
} from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { NTF, NTF_EXT, NUD } from '../constants/neighbour.ts';
import { RTN, RTPROT } from '../constants/route.ts';
import { rtmTypes } from '../constants/rtm.ts';

/**
 * RTM_NEWNEIGH, RTM_DELNEIGH, RTM_GETNEIGH: struct ndmsg, NDA_*. Also entries of a forwarding database, with family
 * AF_BRIDGE. `index` (of the header) is the link; `ifindex` (NDA_IFINDEX) a VXLAN's outgoing one. `dst` is an address
 * of the family; times of `cacheinfo` are in hundredths of a second ago.
 */
export const neighbour = new Message(
  'neighbour',
  () => ({
    family: enumerated(u8, AF),
    pad1: u8,
    pad2: u16,
    index: s32,
    state: bits(u16, NUD),
    flags: bits(u8, NTF),
    type: enumerated(u8, RTN),
  }),
  () => ({
    dst: [1, ip],
    lladdr: [2, hwaddr],
    cacheinfo: [3, struct({ confirmed: u32, used: u32, updated: u32, refcnt: u32 })],
    probes: [4, u32],
    vlan: [5, u16],
    port: [6, be16],
    vni: [7, u32],
    ifindex: [8, u32],
    master: [9, u32],
    linkNetnsid: [10, s32],
    srcVni: [11, u32],
    protocol: [12, enumerated(u8, RTPROT)],
    nhId: [13, u32],
    fdbExtAttrs: [14, nest({ activityNotify: [1, u8], dontRefresh: [2, flag] })],
    flagsExt: [15, bits(u32, NTF_EXT)],
    ndmStateMask: [16, u16],
    ndmFlagsMask: [17, u8],
  }),
  { types: rtmTypes },
);
export type Neighbour = Value<typeof neighbour>;
