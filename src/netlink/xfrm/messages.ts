import { enumerated, Message, struct, u8, u32, type Value } from '../codec/index.ts';
import { IPPROTO } from '../constants/sockets.ts';
import { XFRM_MSG, XFRM_POLICY_DIR, XFRM_USERPOLICY } from '../constants/xfrm.ts';
import { attributes } from './attributes.ts';
import { familyStruct } from './family-struct.ts';
import { acquireInfo, aeventInfo, mappingInfo, policyInfo, selector, stateId, stateInfo } from './structs.ts';

const options = { types: XFRM_MSG, ignored: [27] } as const;
const policyId = familyStruct(
  { sel: selector, index: u32, dir: enumerated(u8, XFRM_POLICY_DIR) },
  'sel.family',
  [],
);
const verdict = enumerated(u8, XFRM_USERPOLICY);
const protocol = enumerated(u8, IPPROTO);

/** A state (security association): NEWSA, UPDSA. */
export const xfrmState = new Message('xfrmState', { info: stateInfo }, attributes, options);
/** Which state: GETSA, DELSA. When one is gone, the kernel's DELSA has it under `sa`. */
export const xfrmStateId = new Message('xfrmStateId', { id: stateId }, attributes, options);
/** Requests for dumps: GETSA with `proto` and `addressFilter`, GETPOLICY; FLUSHPOLICY with `policyType`. */
export const xfrmDump = new Message('xfrmDump', {}, attributes, options);
/** ALLOCSPI: a state that waits for its keys, with an SPI between `min` and `max`. */
export const xfrmSpi = new Message('xfrmSpi', { info: stateInfo, min: u32, max: u32 }, attributes, options);
/** A policy: NEWPOLICY, UPDPOLICY. */
export const xfrmPolicy = new Message('xfrmPolicy', { info: policyInfo }, attributes, options);
/** Which policy: GETPOLICY, DELPOLICY; MIGRATE. When one is gone, the kernel's DELPOLICY has it under `policy`. */
export const xfrmPolicyId = new Message('xfrmPolicyId', { id: policyId }, attributes, options);
/** FLUSHSA: all states of a protocol, or of all with 0. */
export const xfrmFlush = new Message('xfrmFlush', { proto: protocol }, {}, options);
/** ACQUIRE: a packet wants a state. */
export const xfrmAcquire = new Message('xfrmAcquire', { info: acquireInfo }, attributes, options);
/** EXPIRE: a state is to be renewed, or is gone (`hard`). */
export const xfrmExpire = new Message('xfrmExpire', { info: stateInfo, hard: u8 }, attributes, options);
/** POLEXPIRE */
export const xfrmPolicyExpire = new Message(
  'xfrmPolicyExpire',
  { info: policyInfo, hard: u8 },
  attributes,
  options,
);
/** NEWAE, GETAE: the replay window and lifetime of a state. */
export const xfrmAevent = new Message('xfrmAevent', { info: aeventInfo }, attributes, options);
/** MAPPING */
export const xfrmMapping = new Message('xfrmMapping', { info: mappingInfo }, attributes, options);

const { proto: _, ...withoutProto } = attributes;
/** REPORT, of Mobile IPv6. */
export const xfrmReport = new Message(
  'xfrmReport',
  { proto: protocol, sel: selector },
  withoutProto,
  options,
);

/** GETSADINFO, NEWSADINFO: how many states there are, and the size of their hash table. */
export const xfrmSadInfo = new Message(
  'xfrmSadInfo',
  { flags: u32 },
  { count: [1, u32], hinfo: [2, struct({ buckets: u32, max: u32 })] },
  { types: XFRM_MSG },
);
const threshold = struct({ lbits: u8, rbits: u8 });
/** GETSPDINFO, NEWSPDINFO: how many policies there are, and how they are hashed. */
export const xfrmSpdInfo = new Message(
  'xfrmSpdInfo',
  { flags: u32 },
  {
    info: [1, struct({ in: u32, out: u32, fwd: u32, inSocket: u32, outSocket: u32, fwdSocket: u32 })],
    hinfo: [2, struct({ buckets: u32, max: u32 })],
    ipv4Hthresh: [3, threshold],
    ipv6Hthresh: [4, threshold],
  },
  { types: XFRM_MSG },
);
/** GETDEFAULT, SETDEFAULT: what becomes of packets without a policy. */
export const xfrmDefault = new Message(
  'xfrmDefault',
  { in: verdict, fwd: verdict, out: verdict },
  {},
  { types: XFRM_MSG },
);

/** What NETLINK_XFRM notifies of, for `subscribe`. */
export const xfrmMessages = {
  [XFRM_MSG.XFRM_MSG_NEWSA]: xfrmState,
  [XFRM_MSG.XFRM_MSG_UPDSA]: xfrmState,
  [XFRM_MSG.XFRM_MSG_DELSA]: xfrmStateId,
  [XFRM_MSG.XFRM_MSG_FLUSHSA]: xfrmFlush,
  [XFRM_MSG.XFRM_MSG_NEWPOLICY]: xfrmPolicy,
  [XFRM_MSG.XFRM_MSG_UPDPOLICY]: xfrmPolicy,
  [XFRM_MSG.XFRM_MSG_DELPOLICY]: xfrmPolicyId,
  [XFRM_MSG.XFRM_MSG_FLUSHPOLICY]: xfrmDump,
  [XFRM_MSG.XFRM_MSG_ACQUIRE]: xfrmAcquire,
  [XFRM_MSG.XFRM_MSG_EXPIRE]: xfrmExpire,
  [XFRM_MSG.XFRM_MSG_POLEXPIRE]: xfrmPolicyExpire,
  [XFRM_MSG.XFRM_MSG_NEWAE]: xfrmAevent,
  [XFRM_MSG.XFRM_MSG_REPORT]: xfrmReport,
  [XFRM_MSG.XFRM_MSG_MIGRATE]: xfrmPolicyId,
  [XFRM_MSG.XFRM_MSG_MAPPING]: xfrmMapping,
} as const;

export type XfrmState = Value<typeof xfrmState>;
export type XfrmStateId = Value<typeof xfrmStateId>;
export type XfrmPolicy = Value<typeof xfrmPolicy>;
export type XfrmPolicyId = Value<typeof xfrmPolicyId>;
export type XfrmFilter = Value<typeof xfrmDump>;
