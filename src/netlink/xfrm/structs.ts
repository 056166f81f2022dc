import { be16, be32, bits, enumerated, struct, u8, u16, u32, u64 } from '../codec/index.ts';
import { s32 } from '../codec/scalars.ts';
import type { Of } from '../codec/type.ts';
import { IPPROTO } from '../constants/sockets.ts';
import {
  XFRM_MODE,
  XFRM_POLICY_ACTION,
  XFRM_POLICY_DIR,
  XFRM_POLICY_FLAG,
  XFRM_SHARE,
  XFRM_STATE,
} from '../constants/xfrm.ts';
import { familyStruct, xfrmAddress, xfrmFamily } from './family-struct.ts';

const protocol = enumerated(u8, IPPROTO);

/** struct xfrm_selector: which packets. */
export const selector = familyStruct(
  {
    daddr: xfrmAddress,
    saddr: xfrmAddress,
    dport: be16,
    dportMask: be16,
    sport: be16,
    sportMask: be16,
    family: xfrmFamily,
    prefixlenD: u8,
    prefixlenS: u8,
    proto: protocol,
    ifindex: s32,
    user: u32,
  },
  'family',
  ['daddr', 'saddr'],
);

/** struct xfrm_id: what tells states with one destination apart. */
export const id = struct({ daddr: xfrmAddress, spi: be32, proto: protocol });

/** struct xfrm_lifetime_cfg: XFRM_INF is no limit of bytes and packets, 0 none of seconds. */
export const lifetime = struct({
  softByteLimit: u64,
  hardByteLimit: u64,
  softPacketLimit: u64,
  hardPacketLimit: u64,
  softAddExpiresSeconds: u64,
  hardAddExpiresSeconds: u64,
  softUseExpiresSeconds: u64,
  hardUseExpiresSeconds: u64,
});

/** struct xfrm_lifetime_cur; the times are seconds of the clock. */
export const used = struct({ bytes: u64, packets: u64, addTime: u64, useTime: u64 });

/** struct xfrm_usersa_info: a state. */
export const stateInfo = familyStruct(
  {
    sel: selector,
    id,
    saddr: xfrmAddress,
    lft: lifetime,
    curlft: used,
    stats: struct({ replayWindow: u32, replay: u32, integrityFailed: u32 }),
    seq: u32,
    reqid: u32,
    family: xfrmFamily,
    mode: enumerated(u8, XFRM_MODE),
    replayWindow: u8,
    flags: bits(u8, XFRM_STATE),
  },
  'family',
  ['saddr', 'id.daddr'],
);

/** struct xfrm_usersa_id. */
export const stateId = familyStruct(
  { daddr: xfrmAddress, spi: be32, family: xfrmFamily, proto: protocol },
  'family',
  ['daddr'],
);

/** struct xfrm_userpolicy_info: a policy. */
const policyFields = {
  sel: selector,
  lft: lifetime,
  curlft: used,
  priority: u32,
  index: u32,
  dir: enumerated(u8, XFRM_POLICY_DIR),
  action: enumerated(u8, XFRM_POLICY_ACTION),
  flags: bits(u8, XFRM_POLICY_FLAG),
  share: enumerated(u8, XFRM_SHARE),
} as const;
export const policyInfo = familyStruct(policyFields, 'sel.family', []);

/** struct xfrm_user_tmpl: what states a policy wants. */
export const template = familyStruct(
  {
    id,
    family: xfrmFamily,
    saddr: xfrmAddress,
    reqid: u32,
    mode: enumerated(u8, XFRM_MODE),
    share: enumerated(u8, XFRM_SHARE),
    optional: u8,
    aalgos: u32,
    ealgos: u32,
    calgos: u32,
  },
  'family',
  ['saddr', 'id.daddr'],
);

/** struct xfrm_user_migrate. */
export const migration = familyStruct(
  {
    oldDaddr: xfrmAddress,
    oldSaddr: xfrmAddress,
    newDaddr: xfrmAddress,
    newSaddr: xfrmAddress,
    proto: protocol,
    mode: enumerated(u8, XFRM_MODE),
    reserved: u16,
    reqid: u32,
    oldFamily: xfrmFamily,
    newFamily: xfrmFamily,
  },
  'oldFamily',
  ['oldDaddr', 'oldSaddr', 'newDaddr', 'newSaddr'],
);

/** struct xfrm_user_kmaddress. */
export const kmAddress = familyStruct(
  { local: xfrmAddress, remote: xfrmAddress, reserved: u32, family: xfrmFamily },
  'family',
  ['local', 'remote'],
);

/** struct xfrm_address_filter: prefixes that a dump of states is of. */
export const addressFilter = familyStruct(
  { saddr: xfrmAddress, daddr: xfrmAddress, family: xfrmFamily, splen: u8, dplen: u8 },
  'family',
  ['saddr', 'daddr'],
);

/** struct xfrm_user_acquire: a state that the kernel lacks. */
export const acquireInfo = familyStruct(
  {
    id,
    saddr: xfrmAddress,
    sel: selector,
    policy: policyInfo,
    aalgos: u32,
    ealgos: u32,
    calgos: u32,
    seq: u32,
  },
  'sel.family',
  ['saddr', 'id.daddr'],
);

/** struct xfrm_aevent_id. */
export const aeventInfo = familyStruct(
  { saId: stateId, saddr: xfrmAddress, flags: u32, reqid: u32 },
  'saId.family',
  ['saddr'],
);

/** struct xfrm_user_mapping: another address or port of the peer, behind NAT. */
export const mappingInfo = familyStruct(
  {
    id: stateId,
    reqid: u32,
    oldSaddr: xfrmAddress,
    newSaddr: xfrmAddress,
    oldSport: be16,
    newSport: be16,
  },
  'id.family',
  ['oldSaddr', 'newSaddr'],
);

export type XfrmStateInfo = Of<typeof stateInfo>;
export type XfrmPolicyInfo = Of<typeof policyInfo>;
export type XfrmSelector = Of<typeof selector>;
export type XfrmId = Of<typeof id>;
export type XfrmLifetime = Of<typeof lifetime>;
