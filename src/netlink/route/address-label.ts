import { enumerated, ip, Message, u8, u32, type Value } from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { rtmTypes } from '../constants/rtm.ts';

/**
 * RTM_NEWADDRLABEL, RTM_DELADDRLABEL, RTM_GETADDRLABEL: struct ifaddrlblmsg, IFAL_*. Labels of IPv6 prefixes, by which
 * a source address is chosen (RFC 6724). `index` is a link, 0 for all.
 * To delete one, the kernel wants some `label` and does not look at it (ip6addrlbl_newdel).
 */
export const addressLabel = new Message(
  'addressLabel',
  () => ({ family: enumerated(u8, AF), reserved: u8, prefixlen: u8, flags: u8, index: u32, seq: u32 }),
  () => ({ address: [1, ip], label: [2, u32] }),
  { types: rtmTypes },
);
export type AddressLabel = Value<typeof addressLabel>;
