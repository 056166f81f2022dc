import {
  bits,
  byFamily,
  bytes,
  enumerated,
  hwaddr,
  list,
  nest,
  rawNest,
  repeated,
  s32,
  string,
  struct,
  u8,
  u16,
  u32,
  uint,
} from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { ARPHRD, BRIDGE_FLAGS, BRIDGE_VLAN_INFO, IF_OPER, IFF, RTEXT_FILTER } from '../constants/link.ts';
import { inet6, inetConf } from './inet.ts';
import { bridgePort } from './kinds/bridge-port.ts';
import { linkMap, linkStats, linkStats64 } from './stats.ts';
import { vfInfo, vfPort } from './virtual-functions.ts';

/** struct ifinfomsg. */
export const linkHeader = {
  family: enumerated(u8, AF),
  pad: u8,
  type: enumerated(u16, ARPHRD),
  index: s32,
  flags: bits(u32, IFF),
  change: bits(u32, IFF),
} as const;

/** IFLA_PAD. */
export const PADDING = [42] as const;

const afSpec = byFamily(
  nest(() => ({
    inet: [AF.INET, nest({ conf: [1, inetConf] })],
    inet6: [AF.INET6, inet6],
    mctp: [AF.MCTP, nest({ net: [1, u32], physBinding: [2, u8] })],
  })),
  {
    [AF.BRIDGE]: nest(() => ({
      bridgeFlags: [0, bits(u16, BRIDGE_FLAGS)],
      mode: [1, u16],
      vlanInfo: [2, repeated(struct({ flags: bits(u16, BRIDGE_VLAN_INFO), vid: u16 }))],
      vlanTunnelInfo: [
        3,
        repeated(nest({ id: [1, u32], vid: [2, u16], flags: [3, bits(u16, BRIDGE_VLAN_INFO)] })),
      ],
      mrp: [4, rawNest],
      cfm: [5, rawNest],
      mst: [6, list(nest({ msti: [1, u16], state: [2, u8] }), 1)],
    })),
  },
);

const xdp = nest(() => ({
  fd: [1, s32],
  attached: [2, u8],
  flags: [3, u32],
  progId: [4, u32],
  drvProgId: [5, u32],
  skbProgId: [6, u32],
  hwProgId: [7, u32],
  expectedFd: [8, s32],
}));

/**
 * Every IFLA_* but IFLA_LINKINFO, which holds whole links again (VETH_INFO_PEER).
 * IFLA_IFNAME is `name`, IFLA_IFALIAS `alias`, IFLA_PROP_LIST `altNames`, IFLA_ALT_IFNAME `altName`.
 */
export const linkAttributes = {
  address: [1, hwaddr],
  broadcast: [2, hwaddr],
  name: [3, string],
  mtu: [4, u32],
  link: [5, u32],
  qdisc: [6, string],
  stats: [7, linkStats],
  cost: [8, bytes],
  priority: [9, bytes],
  master: [10, u32],
  wireless: [11, bytes],
  protinfo: [12, byFamily(inet6, { [AF.BRIDGE]: bridgePort })],
  txqlen: [13, u32],
  map: [14, linkMap],
  weight: [15, u32],
  operstate: [16, enumerated(u8, IF_OPER)],
  linkmode: [17, enumerated(u8, { DEFAULT: 0, DORMANT: 1, TESTING: 2 })],
  netNsPid: [19, u32],
  alias: [20, string],
  numVf: [21, u32],
  vfinfoList: [22, list(vfInfo, 1)],
  stats64: [23, linkStats64],
  vfPorts: [24, list(vfPort, 1)],
  portSelf: [25, vfPort],
  afSpec: [26, afSpec],
  group: [27, u32],
  netNsFd: [28, u32],
  extMask: [29, bits(u32, RTEXT_FILTER)],
  promiscuity: [30, u32],
  numTxQueues: [31, u32],
  numRxQueues: [32, u32],
  carrier: [33, u8],
  physPortId: [34, bytes],
  carrierChanges: [35, u32],
  physSwitchId: [36, bytes],
  linkNetnsid: [37, s32],
  physPortName: [38, string],
  protoDown: [39, u8],
  gsoMaxSegs: [40, u32],
  gsoMaxSize: [41, u32],
  xdp: [43, xdp],
  event: [44, u32],
  newNetnsid: [45, s32],
  targetNetnsid: [46, s32],
  carrierUpCount: [47, u32],
  carrierDownCount: [48, u32],
  newIfindex: [49, s32],
  minMtu: [50, u32],
  maxMtu: [51, u32],
  altNames: [52, list(string, 53)],
  altName: [53, string],
  permAddress: [54, hwaddr],
  protoDownReason: [55, nest({ mask: [1, u32], value: [2, u32] })],
  parentDevName: [56, string],
  parentDevBusName: [57, string],
  groMaxSize: [58, u32],
  tsoMaxSize: [59, u32],
  tsoMaxSegs: [60, u32],
  allmulti: [61, u32],
  devlinkPort: [62, rawNest],
  gsoIpv4MaxSize: [63, u32],
  groIpv4MaxSize: [64, u32],
  dpllPin: [65, nest({ id: [1, u32] })],
  maxPacingOffloadHorizon: [66, uint],
  netnsImmutable: [67, u8],
  headroom: [68, u16],
  tailroom: [69, u16],
} as const;
