import {
  be16,
  be64,
  bits,
  enumerated,
  flag,
  hwaddr,
  ipv4,
  ipv6,
  nest,
  string,
  struct,
  u8,
  u16,
  u32,
  u64,
} from '../../codec/index.ts';
import { IPVLAN_FLAG, IPVLAN_MODE, RMNET_FLAG } from '../../constants/link.ts';

/** Kinds without data of their own: dummy, ifb, nlmon, pfcp, team, vcan … */
export const plain = nest({});

/** IFLA_INFO_DATA of ipvlan and ipvtap (IFLA_IPVLAN_*). */
export const ipvlan = nest({ mode: [1, enumerated(u16, IPVLAN_MODE)], flags: [2, bits(u16, IPVLAN_FLAG)] });

/** IFLA_INFO_DATA of a VRF, and IFLA_INFO_SLAVE_DATA of its ports. */
export const vrf = nest({ table: [1, u32] });
export const vrfPort = nest({ table: [1, u32] });

/** IFLA_INFO_DATA of tun and tap (IFLA_TUN_*), which rtnetlink reports but cannot create. */
export const tun = nest(() => ({
  owner: [1, u32],
  group: [2, u32],
  type: [3, enumerated(u8, { TUN: 1, TAP: 2 })],
  pi: [4, u8],
  vnetHdr: [5, u8],
  persist: [6, u8],
  multiQueue: [7, u8],
  numQueues: [8, u32],
  numDisabledQueues: [9, u32],
}));

/** IFLA_INFO_DATA of an XFRM interface (IFLA_XFRM_*). */
export const xfrm = nest(() => ({ link: [1, u32], ifId: [2, u32], collectMetadata: [3, flag] }));

/** IFLA_INFO_DATA of MACsec (IFLA_MACSEC_*). The SCI and the port are in network byte order. */
export const macsec = nest(
  () => ({
    sci: [1, be64],
    port: [2, be16],
    icvLen: [3, u8],
    cipherSuite: [4, u64],
    window: [5, u32],
    encodingSa: [6, u8],
    encrypt: [7, u8],
    protect: [8, u8],
    incSci: [9, u8],
    es: [10, u8],
    scb: [11, u8],
    replayProtect: [12, u8],
    validation: [13, enumerated(u8, { DISABLED: 0, CHECK: 1, STRICT: 2 })],
    offload: [15, enumerated(u8, { OFF: 0, PHY: 1, MAC: 2 })],
  }),
  [14],
);

/** IFLA_INFO_DATA of HSR and PRP (IFLA_HSR_*). */
export const hsr = nest(() => ({
  slave1: [1, u32],
  slave2: [2, u32],
  multicastSpec: [3, u8],
  supervisionAddr: [4, hwaddr],
  seqNr: [5, u16],
  version: [6, u8],
  protocol: [7, u8],
  interlink: [8, u32],
}));

/** IFLA_INFO_DATA of IP over InfiniBand (IFLA_IPOIB_*). */
export const ipoib = nest(() => ({
  pkey: [1, u16],
  mode: [2, enumerated(u16, { DATAGRAM: 0, CONNECTED: 1 })],
  umcast: [3, u16],
}));

/** IFLA_INFO_DATA of B.A.T.M.A.N. advanced, DSA and OpenVPN links. */
export const batadv = nest({ algoName: [1, string] });
export const dsa = nest({ conduit: [1, u32] });
export const ovpn = nest(() => ({ mode: [1, enumerated(u8, { P2P: 0, MP: 1 })] }));

/** IFLA_INFO_DATA of automatic multicast tunnels (IFLA_AMT_*). */
export const amt = nest(() => ({
  mode: [1, enumerated(u32, { GATEWAY: 0, RELAY: 1 })],
  relayPort: [2, be16],
  gatewayPort: [3, be16],
  link: [4, u32],
  localIp: [5, ipv4],
  remoteIp: [6, ipv4],
  discoveryIp: [7, ipv4],
  maxTunnels: [8, u32],
}));

/**
 * IFLA_INFO_DATA of GTP tunnels (IFLA_GTP_*). A link needs `createSockets` or descriptors of sockets bound to port
 * 3386 (GTPv0) and 2152 (GTPv1), which belong to whoever sends the request.
 */
export const gtp = nest(() => ({
  fd0: [1, u32],
  fd1: [2, u32],
  pdpHashsize: [3, u32],
  role: [4, enumerated(u32, { GGSN: 0, SGSN: 1 })],
  createSockets: [5, u8],
  restartCount: [6, u8],
  local: [7, ipv4],
  local6: [8, ipv6],
}));

/** IFLA_INFO_DATA of modem links: rmnet (IFLA_RMNET_*) and wwan (IFLA_WWAN_*). */
export const rmnet = nest(() => ({
  muxId: [1, u16],
  flags: [2, struct({ flags: bits(u32, RMNET_FLAG), mask: bits(u32, RMNET_FLAG) })],
}));
export const wwan = nest({ linkId: [1, u32] });
