import { bits, enumerated, ip, Message, s32, string, struct, u8, u32, type Value } from '../codec/index.ts';
import { IFA_F, IFAPROT } from '../constants/address.ts';
import { AF } from '../constants/families.ts';
import { RT_SCOPE } from '../constants/route.ts';
import { rtmTypes } from '../constants/rtm.ts';

/**
 * RTM_NEWADDR, RTM_DELADDR, RTM_GETADDR: struct ifaddrmsg, IFA_*. In IPv4 `local` is the address and `address` the peer
 * of a point-to-point link, else the same; IPv6 has `local` only with a peer. `flags8` of the header holds the low
 * eight bits of `flags` (IFA_FLAGS), which takes precedence if it is present. Lifetimes are in seconds, FOREVER when
 * unlimited; time stamps in hundredths of a second since boot.
 */
export const address = new Message(
  'address',
  () => ({
    family: enumerated(u8, AF),
    prefixlen: u8,
    flags8: bits(u8, IFA_F),
    scope: enumerated(u8, RT_SCOPE),
    index: u32,
  }),
  () => ({
    address: [1, ip],
    local: [2, ip],
    label: [3, string],
    broadcast: [4, ip],
    anycast: [5, ip],
    cacheinfo: [6, struct({ prefered: u32, valid: u32, cstamp: u32, tstamp: u32 })],
    multicast: [7, ip],
    flags: [8, bits(u32, IFA_F)],
    rtPriority: [9, u32],
    targetNetnsid: [10, s32],
    proto: [11, enumerated(u8, IFAPROT)],
  }),
  { types: rtmTypes },
);
export type AddressMessage = Value<typeof address>;
