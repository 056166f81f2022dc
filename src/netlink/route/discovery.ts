import { bytes, enumerated, ipv6, Message, s32, struct, u8, u16, u32, type Value } from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { rtmTypes } from '../constants/rtm.ts';

/** RTM_NEWPREFIX: struct prefixmsg, PREFIX_*. A prefix that a router has advertised; lifetimes are in seconds. */
export const prefix = new Message(
  'prefix',
  () => ({
    family: enumerated(u8, AF),
    pad1: u8,
    pad2: u16,
    index: s32,
    type: u8,
    length: u8,
    flags: u8,
    pad3: u8,
  }),
  () => ({ address: [1, ipv6], cacheinfo: [2, struct({ preferred: u32, valid: u32 })] }),
  { types: rtmTypes },
);
export type Prefix = Value<typeof prefix>;

/**
 * RTM_NEWNDUSEROPT: struct nduseroptmsg, the option, NDUSEROPT_*. An option of a router advertisement that the kernel
 * leaves to programs, such as name servers (ndisc_ra_useropt): `ndOptions` reads `options`. `source` is the router.
 */
export const ndUserOption = new Message(
  'ndUserOption',
  () => ({
    family: enumerated(u8, AF),
    pad1: u8,
    optsLen: u16,
    ifindex: s32,
    icmpType: u8,
    icmpCode: u8,
    pad2: u16,
    pad3: u32,
  }),
  () => ({ source: [1, ipv6], options: [2, bytes] }),
  { between: { bytes: 'options', length: 'optsLen' }, types: rtmTypes },
);
export type NdUserOption = Value<typeof ndUserOption>;
