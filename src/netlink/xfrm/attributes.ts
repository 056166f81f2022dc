import { array, be16, bits, enumerated, s32, struct, u8, u16, u32, u64 } from '../codec/index.ts';
import { IPPROTO } from '../constants/sockets.ts';
import { XFRM_ENCAP, XFRM_OFFLOAD, XFRM_POLICY_TYPE, XFRM_SA_XFLAG } from '../constants/xfrm.ts';
import { aead, authentication, context, plainAlgorithm, replayEsn } from './algorithms.ts';
import { xfrmAddress } from './family-struct.ts';
import { addressFilter, kmAddress, migration, policyInfo, stateInfo, template, used } from './structs.ts';

/** XFRMA_*: one numbering for all messages. Addresses without a family beside them are sixteen bytes. */
export const attributes = {
  algAuth: [1, plainAlgorithm],
  algCrypt: [2, plainAlgorithm],
  algComp: [3, plainAlgorithm],
  encap: [4, struct({ type: enumerated(u16, XFRM_ENCAP), sport: be16, dport: be16, oa: xfrmAddress })],
  tmpl: [5, array(template)],
  sa: [6, stateInfo],
  policy: [7, policyInfo],
  secCtx: [8, context],
  ltimeVal: [9, used],
  replayVal: [10, struct({ oseq: u32, seq: u32, bitmap: u32 })],
  replayThresh: [11, u32],
  etimerThresh: [12, u32],
  srcaddr: [13, xfrmAddress],
  coaddr: [14, xfrmAddress],
  lastused: [15, u64],
  policyType: [16, struct({ type: enumerated(u8, XFRM_POLICY_TYPE), reserved1: u16, reserved2: u8 })],
  migrate: [17, array(migration)],
  algAead: [18, aead],
  kmaddress: [19, kmAddress],
  algAuthTrunc: [20, authentication],
  mark: [21, struct({ value: u32, mask: u32 })],
  tfcpad: [22, u32],
  replayEsnVal: [23, replayEsn],
  saExtraFlags: [24, bits(u32, XFRM_SA_XFLAG)],
  proto: [25, enumerated(u8, IPPROTO)],
  addressFilter: [26, addressFilter],
  offloadDev: [28, struct({ ifindex: s32, flags: bits(u8, XFRM_OFFLOAD) })],
  setMark: [29, u32],
  setMarkMask: [30, u32],
  ifId: [31, u32],
  mtimerThresh: [32, u32],
  saDir: [33, enumerated(u8, { IN: 1, OUT: 2 })],
  natKeepaliveInterval: [34, u32],
  saPcpu: [35, u32],
} as const;
