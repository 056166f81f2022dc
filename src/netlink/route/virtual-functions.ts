import { be16, bytes, fixed, list, nest, string, struct, u8, u16, u32, u64 } from '../codec/index.ts';

const setting = struct(() => ({ vf: u32, setting: u32 }));
const guid = struct(() => ({ vf: u32, guid: u64 }));

/** IFLA_VF_INFO: one virtual function of an SR-IOV device (IFLA_VF_*). Rates are in Mbit/s. */
export const vfInfo = nest(() => ({
  mac: [1, struct({ vf: u32, mac: fixed(32) })],
  vlan: [2, struct({ vf: u32, vlan: u32, qos: u32 })],
  txRate: [3, struct({ vf: u32, rate: u32 })],
  spoofchk: [4, setting],
  linkState: [5, struct({ vf: u32, linkState: u32 })],
  rate: [6, struct({ vf: u32, minTxRate: u32, maxTxRate: u32 })],
  rssQueryEn: [7, setting],
  stats: [
    8,
    nest(
      {
        rxPackets: [0, u64],
        txPackets: [1, u64],
        rxBytes: [2, u64],
        txBytes: [3, u64],
        broadcast: [4, u64],
        multicast: [5, u64],
        rxDropped: [7, u64],
        txDropped: [8, u64],
      },
      [6],
    ),
  ],
  trust: [9, setting],
  ibNodeGuid: [10, guid],
  ibPortGuid: [11, guid],
  vlanList: [12, list(struct({ vf: u32, vlan: u32, qos: u32, vlanProto: be16 }), 1)],
  broadcast: [13, fixed(32)],
}));

/** IFLA_VF_PORT and IFLA_PORT_SELF (IFLA_PORT_*). */
export const vfPort = nest(() => ({
  vf: [1, u32],
  profile: [2, string],
  vsiType: [3, bytes],
  instanceUuid: [4, bytes],
  hostUuid: [5, bytes],
  request: [6, u8],
  response: [7, u16],
}));
