import {
  bits,
  enumerated,
  Message,
  nest,
  repeated,
  struct,
  u8,
  u16,
  u32,
  u64,
  type Value,
  vector,
} from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { BRIDGE_VLAN_INFO } from '../constants/link.ts';
import { rtmTypes } from '../constants/rtm.ts';
import { linkStats64 } from './stats.ts';

/** Which statistics a request asks for (IFLA_STATS_FILTER_BIT of IFLA_STATS_*): `filterMask` is these, ored. */
export const STATS_FILTER = {
  LINK_64: 1,
  LINK_XSTATS: 2,
  LINK_XSTATS_SLAVE: 4,
  LINK_OFFLOAD_XSTATS: 8,
  AF_SPEC: 16,
} as const;

const header = () => ({
  family: enumerated(u8, AF),
  pad1: u8,
  pad2: u16,
  ifindex: u32,
  filterMask: bits(u32, STATS_FILTER),
});

/** struct bridge_vlan_xstats; `flags` are those of the VLAN (BRIDGE_VLAN_INFO). */
const vlan = struct(() => ({
  rxBytes: u64,
  rxPackets: u64,
  txBytes: u64,
  txPackets: u64,
  vid: u16,
  flags: bits(u16, BRIDGE_VLAN_INFO),
  pad2: u32,
}));

const rxAndTx = vector(u64, 2);

/** struct br_mcast_stats: pairs of received and sent. */
const multicast = struct(() => ({
  igmpV1queries: rxAndTx,
  igmpV2queries: rxAndTx,
  igmpV3queries: rxAndTx,
  igmpLeaves: rxAndTx,
  igmpV1reports: rxAndTx,
  igmpV2reports: rxAndTx,
  igmpV3reports: rxAndTx,
  igmpParseErrors: u64,
  mldV1queries: rxAndTx,
  mldV2queries: rxAndTx,
  mldLeaves: rxAndTx,
  mldV1reports: rxAndTx,
  mldV2reports: rxAndTx,
  mldParseErrors: u64,
  mcastBytes: rxAndTx,
  mcastPackets: rxAndTx,
}));

/** struct bridge_stp_xstats, of a port. */
const stp = struct(() => ({
  transitionBlk: u64,
  transitionFwd: u64,
  rxBpdu: u64,
  txBpdu: u64,
  rxTcn: u64,
  txTcn: u64,
}));

/** BOND_3AD_STAT_*: LACP and marker frames. */
const lacp = nest(
  () => ({
    lacpduRx: [0, u64],
    lacpduTx: [1, u64],
    lacpduUnknownRx: [2, u64],
    lacpduIllegalRx: [3, u64],
    markerRx: [4, u64],
    markerTx: [5, u64],
    markerRespRx: [6, u64],
    markerRespTx: [7, u64],
    markerUnknownRx: [8, u64],
  }),
  [9],
);

/** LINK_XSTATS_TYPE_*: what a kind of link counts, for the link itself or for one of its ports. */
const ofKind = nest(() => ({
  bridge: [1, nest(() => ({ vlans: [1, repeated(vlan)], mcast: [2, multicast], stp: [4, stp] }), [3])],
  bond: [2, nest(() => ({ '3ad': [1, lacp] }))],
}));

/** IFLA_OFFLOAD_XSTATS_HW_S_INFO_*: whether statistics of the hardware are asked for, and counted. */
const hardwareInfo = nest(() => ({ request: [1, u8], used: [2, u8] }));

const counters = {
  rxPackets: u64,
  txPackets: u64,
  rxBytes: u64,
  txBytes: u64,
  rxErrors: u64,
  txErrors: u64,
  rxDropped: u64,
  txDropped: u64,
} as const;

/** struct rtnl_hw_stats64. */
const hardware = struct(() => ({ ...counters, multicast: u64 }));

/** struct mpls_link_stats. */
const mpls = struct(() => ({ ...counters, rxNoroute: u64 }));

/**
 * RTM_NEWSTATS: struct if_stats_msg, IFLA_STATS_*. Statistics of a link beyond those in RTM_NEWLINK, as `ip stats` shows them.
 */
export const statistics = new Message(
  'statistics',
  header,
  () => ({
    link64: [1, linkStats64],
    linkXstats: [2, ofKind],
    linkXstatsSlave: [3, ofKind],
    linkOffloadXstats: [
      4,
      nest(() => ({
        cpuHit: [1, linkStats64],
        hwStatsInfo: [2, nest(() => ({ l3Stats: [3, hardwareInfo] }))],
        l3Stats: [3, hardware],
      })),
    ],
    afSpec: [5, nest(() => ({ mpls: [AF.MPLS, nest(() => ({ link: [1, mpls] }))] }))],
  }),
  { ignored: [0], types: rtmTypes },
);
export type Statistics = Value<typeof statistics>;

/**
 * RTM_GETSTATS and RTM_SETSTATS as they are sent to the kernel: `getFilters` narrows down what `filterMask` asks for,
 * `setOffloadXstatsL3Stats` has the hardware count what it routes (1) or not (0).
 */
export const statisticsRequest = new Message(
  'statisticsRequest',
  header,
  () => ({
    getFilters: [1, nest(() => ({ linkOffloadXstats: [4, u32] }))],
    setOffloadXstatsL3Stats: [2, u8],
  }),
  { types: rtmTypes },
);
export type StatisticsRequest = Value<typeof statisticsRequest>;
