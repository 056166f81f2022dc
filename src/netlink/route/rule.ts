import {
  be32,
  be64,
  bits,
  enumerated,
  ip,
  Message,
  string,
  struct,
  u8,
  u16,
  u32,
  type Value,
} from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { FIB_RULE, FR_ACT, RT_TABLE, RTPROT } from '../constants/route.ts';
import { rtmTypes } from '../constants/rtm.ts';

const ports = struct(() => ({ start: u16, end: u16 }));

/**
 * RTM_NEWRULE, RTM_DELRULE, RTM_GETRULE: struct fib_rule_hdr, FRA_*. `tableId` of the header holds tables up to 255;
 * `table` (FRA_TABLE) takes precedence if it is present. Port ranges are in host byte order, unlike a route's ports.
 */
export const rule = new Message(
  'rule',
  () => ({
    family: enumerated(u8, AF),
    dstLen: u8,
    srcLen: u8,
    tos: u8,
    tableId: enumerated(u8, RT_TABLE),
    res1: u8,
    res2: u8,
    action: enumerated(u8, FR_ACT),
    flags: bits(u32, FIB_RULE),
  }),
  () => ({
    dst: [1, ip],
    src: [2, ip],
    iifname: [3, string],
    goto: [4, u32],
    priority: [6, u32],
    fwmark: [10, u32],
    flow: [11, u32],
    tunId: [12, be64],
    suppressIfgroup: [13, u32],
    suppressPrefixlen: [14, u32],
    table: [15, enumerated(u32, RT_TABLE)],
    fwmask: [16, u32],
    oifname: [17, string],
    l3mdev: [19, u8],
    uidRange: [20, struct({ start: u32, end: u32 })],
    protocol: [21, enumerated(u8, RTPROT)],
    ipProto: [22, u8],
    sportRange: [23, ports],
    dportRange: [24, ports],
    dscp: [25, u8],
    flowlabel: [26, be32],
    flowlabelMask: [27, be32],
    sportMask: [28, u16],
    dportMask: [29, u16],
    dscpMask: [30, u8],
  }),
  { ignored: [18], types: rtmTypes },
);
export type Rule = Value<typeof rule>;
