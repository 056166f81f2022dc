import {
  be16,
  be32,
  bits,
  bytes,
  enumerated,
  hwaddr,
  ipv4,
  ipv6,
  nest,
  s32,
  string,
  struct,
  u8,
  u16,
  u32,
  u64,
} from '../../../codec/index.ts';
import { ETH_P } from '../../../constants/link.ts';
import { tunnelOptions } from '../../tunnel-options.ts';
import { rateSpec } from '../rate.ts';
import { actionTimes, general } from './general.ts';

/** gact: TCA_GACT_*. */
export const gact = nest(
  () => ({
    tm: [1, actionTimes],
    parms: [2, struct(general)],
    prob: [3, struct({ ptype: u16, pval: u16, paction: s32 })],
  }),
  [4],
);

/** TCA_EGRESS_REDIR and its like: where mirred sends a packet, or a copy of it. */
export const TCA_MIRRED = {
  EGRESS_REDIR: 1,
  EGRESS_MIRROR: 2,
  INGRESS_REDIR: 3,
  INGRESS_MIRROR: 4,
} as const;

/** mirred: TCA_MIRRED_*. `ifindex` is the link. */
export const mirred = nest(
  () => ({
    tm: [1, actionTimes],
    parms: [2, struct({ ...general, eaction: enumerated(s32, TCA_MIRRED), ifindex: u32 })],
    blockid: [4, u32],
  }),
  [3],
);

export const TCA_VLAN_ACT = { POP: 1, PUSH: 2, MODIFY: 3, POP_ETH: 4, PUSH_ETH: 5 } as const;

/** vlan: TCA_VLAN_*. */
export const vlanAction = nest(
  () => ({
    tm: [1, actionTimes],
    parms: [2, struct({ ...general, vAction: enumerated(s32, TCA_VLAN_ACT) })],
    pushVlanId: [3, u16],
    pushVlanProtocol: [4, enumerated(be16, ETH_P)],
    pushVlanPriority: [6, u8],
    pushEthDst: [7, hwaddr],
    pushEthSrc: [8, hwaddr],
  }),
  [5],
);

/** skbedit: TCA_SKBEDIT_*. */
export const skbedit = nest(
  () => ({
    tm: [1, actionTimes],
    parms: [2, struct(general)],
    priority: [3, u32],
    queueMapping: [4, u16],
    mark: [5, u32],
    ptype: [7, u16],
    mask: [8, u32],
    flags: [9, u64],
    queueMappingMax: [10, u16],
  }),
  [6],
);

/** police: TCA_POLICE_*. `burst` is in ticks, rates are in bytes per second; `action` is for packets beyond the rate. */
export const police = nest(
  () => ({
    tbf: [
      1,
      struct({
        ...{ index: u32, action: s32, limit: u32, burst: u32, mtu: u32 },
        ...{ rate: rateSpec, peakrate: rateSpec, refcnt: s32, bindcnt: s32, capab: u32 },
      }),
    ],
    rate: [2, bytes],
    peakrate: [3, bytes],
    avrate: [4, u32],
    result: [5, s32],
    tm: [6, actionTimes],
    rate64: [8, u64],
    peakrate64: [9, u64],
    pktrate64: [10, u64],
    pktburst64: [11, u64],
  }),
  [7],
);

export const TCA_CSUM_UPDATE = {
  IPV4HDR: 1,
  ICMP: 2,
  IGMP: 4,
  TCP: 8,
  UDP: 16,
  UDPLITE: 32,
  SCTP: 64,
} as const;

/** csum: TCA_CSUM_*. */
export const csum = nest(
  () => ({
    parms: [1, struct({ ...general, updateFlags: bits(u32, TCA_CSUM_UPDATE) })],
    tm: [2, actionTimes],
  }),
  [3],
);

/** nat: TCA_NAT_*. Addresses are numbers. */
export const nat = nest(
  () => ({
    parms: [
      1,
      struct({ ...general, oldAddr: be32, newAddr: be32, mask: be32, flags: bits(u32, { EGRESS: 1 }) }),
    ],
    tm: [2, actionTimes],
  }),
  [3],
);

/** tunnel_key: TCA_TUNNEL_KEY_*. */
export const tunnelKey = nest(
  () => ({
    tm: [1, actionTimes],
    parms: [2, struct({ ...general, tAction: enumerated(s32, { SET: 1, RELEASE: 2 }) })],
    encIpv4Src: [3, ipv4],
    encIpv4Dst: [4, ipv4],
    encIpv6Src: [5, ipv6],
    encIpv6Dst: [6, ipv6],
    encKeyId: [7, be32],
    encDstPort: [9, be16],
    noCsum: [10, u8],
    encOpts: [11, tunnelOptions],
    encTos: [12, u8],
    encTtl: [13, u8],
  }),
  [8],
);

/** mpls: TCA_MPLS_*. */
export const mplsAction = nest(
  () => ({
    tm: [1, actionTimes],
    parms: [
      2,
      struct({
        ...general,
        mAction: enumerated(s32, { POP: 1, PUSH: 2, MODIFY: 3, DEC_TTL: 4, MAC_PUSH: 5 }),
      }),
    ],
    proto: [4, enumerated(be16, ETH_P)],
    label: [5, u32],
    tc: [6, u8],
    ttl: [7, u8],
    bos: [8, u8],
  }),
  [3],
);

/** ct: TCA_CT_*. */
export const ct = nest(
  () => ({
    parms: [1, struct(general)],
    tm: [2, actionTimes],
    action: [3, bits(u16, { COMMIT: 1, FORCE: 2, CLEAR: 4, NAT: 8, NAT_SRC: 16, NAT_DST: 32 })],
    zone: [4, u16],
    mark: [5, u32],
    markMask: [6, u32],
    labels: [7, bytes],
    labelsMask: [8, bytes],
    natIpv4Min: [9, ipv4],
    natIpv4Max: [10, ipv4],
    natIpv6Min: [11, ipv6],
    natIpv6Max: [12, ipv6],
    natPortMin: [13, be16],
    natPortMax: [14, be16],
    helperName: [16, string],
    helperFamily: [17, u8],
    helperProto: [18, u8],
  }),
  [15],
);

/** sample: TCA_SAMPLE_*. */
export const sample = nest(
  () => ({
    tm: [1, actionTimes],
    parms: [2, struct(general)],
    rate: [3, u32],
    truncSize: [4, u32],
    psampleGroup: [5, u32],
  }),
  [6],
);

/** connmark: TCA_CONNMARK_*. */
export const connmark = nest(
  () => ({ parms: [1, struct({ ...general, zone: u16 })], tm: [2, actionTimes] }),
  [3],
);

/** bpf: TCA_ACT_BPF_*. */
export const bpfAction = nest(
  () => ({
    tm: [1, actionTimes],
    parms: [2, struct(general)],
    opsLen: [3, u16],
    ops: [4, bytes],
    fd: [5, u32],
    name: [6, string],
    tag: [8, bytes],
    id: [9, u32],
  }),
  [7],
);
