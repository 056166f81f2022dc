import {
  be16,
  be64,
  bits,
  enumerated,
  flag,
  hwaddr,
  nest,
  string,
  u8,
  u16,
  u32,
  u64,
} from '../../codec/index.ts';
import { IPVLAN_FLAG, IPVLAN_MODE } from '../../constants/link.ts';

/** Kinds without data of their own: dummy, ifb, nlmon, vcan, veth seen from the dump … */
export const plain = nest({});

/** IFLA_INFO_DATA of ipvlan and ipvtap (IFLA_IPVLAN_*). */
export const ipvlan = nest({ mode: [1, enumerated(u16, IPVLAN_MODE)], flags: [2, bits(u16, IPVLAN_FLAG)] });

/** IFLA_INFO_DATA of a VRF, and IFLA_INFO_SLAVE_DATA of its ports. */
export const vrf = nest({ table: [1, u32] });
export const vrfPort = nest({ table: [1, u32] });

/** IFLA_INFO_DATA of tun and tap, which rtnetlink tells but does not make (IFLA_TUN_*). */
export const tun = nest({
  owner: [1, u32],
  group: [2, u32],
  type: [3, enumerated(u8, { TUN: 1, TAP: 2 })],
  pi: [4, u8],
  vnetHdr: [5, u8],
  persist: [6, u8],
  multiQueue: [7, u8],
  numQueues: [8, u32],
  numDisabledQueues: [9, u32],
});

/** IFLA_INFO_DATA of an XFRM interface (IFLA_XFRM_*). */
export const xfrm = nest({ link: [1, u32], ifId: [2, u32], collectMetadata: [3, flag] });

/** IFLA_INFO_DATA of MACsec (IFLA_MACSEC_*). The SCI and the port are in network byte order. */
export const macsec = nest(
  {
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
  },
  [14],
);

/** IFLA_INFO_DATA of HSR and PRP (IFLA_HSR_*). */
export const hsr = nest({
  slave1: [1, u32],
  slave2: [2, u32],
  multicastSpec: [3, u8],
  supervisionAddr: [4, hwaddr],
  seqNr: [5, u16],
  version: [6, u8],
  protocol: [7, u8],
  interlink: [8, u32],
});

/** IFLA_INFO_DATA of IP over InfiniBand (IFLA_IPOIB_*). */
export const ipoib = nest({
  pkey: [1, u16],
  mode: [2, enumerated(u16, { DATAGRAM: 0, CONNECTED: 1 })],
  umcast: [3, u16],
});

/** IFLA_INFO_DATA of B.A.T.M.A.N. advanced, DSA and OpenVPN links. */
export const batadv = nest({ algoName: [1, string] });
export const dsa = nest({ conduit: [1, u32] });
export const ovpn = nest({ mode: [1, enumerated(u8, { P2P: 0, MP: 1 })] });
