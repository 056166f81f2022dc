import {
  bits,
  bytes,
  enumerated,
  Message,
  nest,
  rawNest,
  repeated,
  struct,
  u8,
  u16,
  u32,
  u64,
  type Value,
} from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { BR_STATE, BRIDGE_VLAN_INFO } from '../constants/link.ts';
import { rtmTypes } from '../constants/rtm.ts';

/** struct br_vlan_msg. */
const header = { family: enumerated(u8, AF), reserved1: u8, reserved2: u16, ifindex: u32 } as const;

/**
 * A VLAN of a bridge or a port, or a range of them: from `info.vid` to `range` (BRIDGE_VLANDB_ENTRY_*). To change only
 * the options of existing VLANs, set ONLY_OPTS in `info.flags`.
 */
const entry = nest(() => ({
  info: [1, struct({ flags: bits(u16, BRIDGE_VLAN_INFO), vid: u16 })],
  range: [2, u16],
  state: [3, enumerated(u8, BR_STATE)],
  tunnelInfo: [4, nest({ id: [1, u32], cmd: [2, u32] })],
  stats: [5, nest({ rxBytes: [1, u64], rxPackets: [2, u64], txBytes: [3, u64], txPackets: [4, u64] }, [5])],
  mcastRouter: [6, u8],
  mcastNGroups: [7, u32],
  mcastMaxGroups: [8, u32],
  neighSuppress: [9, u8],
  neighForwardGrat: [10, u8],
}));

/** Options of a VLAN in the whole bridge (BRIDGE_VLANDB_GOPTS_*). Intervals are in USER_HZ. */
const globalOptions = nest(
  () => ({
    id: [1, u16],
    range: [2, u16],
    mcastSnooping: [3, u8],
    mcastIgmpVersion: [4, u8],
    mcastMldVersion: [5, u8],
    mcastLastMemberCnt: [6, u32],
    mcastStartupQueryCnt: [7, u32],
    mcastLastMemberIntvl: [8, u64],
    mcastMembershipIntvl: [10, u64],
    mcastQuerierIntvl: [11, u64],
    mcastQueryIntvl: [12, u64],
    mcastQueryResponseIntvl: [13, u64],
    mcastStartupQueryIntvl: [14, u64],
    mcastQuerier: [15, u8],
    mcastRouterPorts: [16, rawNest],
    mcastQuerierState: [17, bytes],
    msti: [18, u16],
  }),
  [9],
);

const attributes = {
  entries: [1, repeated(entry)],
  globalOptions: [2, repeated(globalOptions)],
} as const;
const options = { types: rtmTypes } as const;

/** RTM_NEWVLAN, RTM_DELVLAN and the answers to RTM_GETVLAN (BRIDGE_VLANDB_*), since Linux 5.6. */
export const vlanDb = new Message('vlan', header, attributes, options);
export type VlanEntries = Value<typeof vlanDb>;

/** BRIDGE_VLANDB_DUMPF_*: statistics as well; the global options instead of the entries. */
export const VLANDB_DUMP = { STATS: 1, GLOBAL: 2 } as const;

/** Requests of RTM_GETVLAN, in which the id of the first attribute has another meaning (BRIDGE_VLANDB_DUMP_FLAGS). */
export const vlanDbDump = new Message(
  'vlan',
  header,
  // `entries` after it has its id, and so is what an answer is read by.
  () => ({ dumpFlags: [1, bits(u32, VLANDB_DUMP)], ...attributes }),
  options,
);
