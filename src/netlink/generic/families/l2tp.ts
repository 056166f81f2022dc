import {
  bytes,
  counter,
  enumerated,
  flag,
  ipv4,
  ipv6,
  nest,
  type Of,
  string,
  u8,
  u16,
  u32,
  u64,
  type Value,
} from '../../codec/index.ts';
import { genericMessage } from '../message.ts';

/** L2TP_GENL_NAME, and L2TP_GENL_MCGROUP: the multicast group of tunnels and sessions that come, change and go. */
export const L2TP = 'l2tp';
export const L2TP_CMD = {
  NOOP: 0,
  TUNNEL_CREATE: 1,
  TUNNEL_DELETE: 2,
  TUNNEL_MODIFY: 3,
  TUNNEL_GET: 4,
  SESSION_CREATE: 5,
  SESSION_DELETE: 6,
  SESSION_MODIFY: 7,
  SESSION_GET: 8,
} as const;
/** L2TP_ENCAPTYPE_*. */
export const L2TP_ENCAP = { UDP: 0, IP: 1 } as const;
/** L2TP_PWTYPE_*: what a session carries. The kernel has `ETH` (a link) and `PPP` (a socket of a daemon's). */
export const L2TP_PWTYPE = { NONE: 0, ETH_VLAN: 4, ETH: 5, PPP: 7, PPP_AC: 8, IP: 11 } as const;
/** L2TP_L2SPECTYPE_*: the header between the session's and the frame; `DEFAULT` has room for sequence numbers. */
export const L2TP_L2SPEC = { NONE: 0, DEFAULT: 1 } as const;

const stats = nest(() => ({
  txPackets: [1, counter],
  txBytes: [2, counter],
  txErrors: [3, counter],
  rxPackets: [4, counter],
  rxBytes: [5, counter],
  rxSeqDiscards: [6, counter],
  rxOosPackets: [7, counter],
  rxErrors: [8, counter],
  rxCookieDiscards: [10, counter],
  rxInvalid: [11, counter],
}));

/**
 * Tunnels and sessions of L2TP (L2TP_ATTR_*, linux/l2tp.h). `connId` identifies a tunnel; with `sessionId`, or `ifname`
 * alone, a session. `udpCsum` turns checksums on by being there, whatever it says (nla_get_flag); the kernel answers
 * with 0 or 1. It takes `l2specType` and does not tell it. `recvTimeout` is in milliseconds.
 */
export const l2tp = genericMessage(
  L2TP,
  () => ({
    pwType: [1, enumerated(u16, L2TP_PWTYPE)],
    encapType: [2, enumerated(u16, L2TP_ENCAP)],
    offset: [3, u16],
    dataSeq: [4, u8],
    l2specType: [5, enumerated(u8, L2TP_L2SPEC)],
    l2specLen: [6, u8],
    protoVersion: [7, u8],
    ifname: [8, string],
    connId: [9, u32],
    peerConnId: [10, u32],
    sessionId: [11, u32],
    peerSessionId: [12, u32],
    udpCsum: [13, u8],
    vlanId: [14, u16],
    cookie: [15, bytes],
    peerCookie: [16, bytes],
    debug: [17, u32],
    recvSeq: [18, u8],
    sendSeq: [19, u8],
    lnsMode: [20, u8],
    usingIpsec: [21, u8],
    recvTimeout: [22, u64],
    fd: [23, u32],
    ipSaddr: [24, ipv4],
    ipDaddr: [25, ipv4],
    udpSport: [26, u16],
    udpDport: [27, u16],
    mtu: [28, u16],
    mru: [29, u16],
    stats: [30, stats],
    ip6Saddr: [31, ipv6],
    ip6Daddr: [32, ipv6],
    udpZeroCsum6Tx: [33, flag],
    udpZeroCsum6Rx: [34, flag],
  }),
  () => Object.fromEntries(Object.entries(L2TP_CMD).map(([name, cmd]) => [`L2TP_CMD_${name}`, cmd])),
);
export type L2tpMessage = Value<typeof l2tp>;
export type L2tpStats = Of<typeof stats>;
