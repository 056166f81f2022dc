import {
  bits,
  enumerated,
  ipv4,
  ipv6,
  Message,
  nest,
  repeated,
  u8,
  u16,
  u32,
  u64,
  type Value,
} from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { rtmTypes } from '../constants/rtm.ts';

/** TUNNEL_MSG_FLAG_*: include statistics in a dump. */
export const TUNNEL_MSG_FLAG = { STATS: 1 } as const;

/** VNIs that a VXLAN with `vnifilter` accepts: `start`, or from `start` to `end` (VXLAN_VNIFILTER_ENTRY_*). */
const entry = nest(() => ({
  start: [1, u32],
  end: [2, u32],
  group: [3, ipv4],
  group6: [4, ipv6],
  stats: [
    5,
    nest(
      {
        rxBytes: [1, u64],
        rxPkts: [2, u64],
        rxDrops: [3, u64],
        rxErrors: [4, u64],
        txBytes: [5, u64],
        txPkts: [6, u64],
        txDrops: [7, u64],
        txErrors: [8, u64],
      },
      [9],
    ),
  ],
}));

/** RTM_NEWTUNNEL, RTM_DELTUNNEL and RTM_GETTUNNEL in AF_BRIDGE: struct tunnel_msg, VXLAN_VNIFILTER_*. */
export const tunnel = new Message(
  'tunnel',
  () => ({ family: enumerated(u8, AF), flags: bits(u8, TUNNEL_MSG_FLAG), reserved2: u16, ifindex: u32 }),
  () => ({ entries: [1, repeated(entry)] }),
  { types: rtmTypes },
);
export type Tunnel = Value<typeof tunnel>;
