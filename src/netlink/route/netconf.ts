import { enumerated, Message, s32, u8, type Value } from '../codec/index.ts';
import { AF } from '../constants/families.ts';
import { rtmTypes } from '../constants/rtm.ts';

/** `ifindex` of what concerns all links, or new ones (NETCONFA_IFINDEX_*). */
export const NETCONF_IFINDEX = { ALL: -1, DEFAULT: -2 } as const;

/** RTM_NEWNETCONF, RTM_DELNETCONF, RTM_GETNETCONF: struct netconfmsg, NETCONFA_*. Settings of a family on a link. */
export const netconf = new Message(
  'netconf',
  () => ({ family: enumerated(u8, AF) }),
  () => ({
    ifindex: [1, s32],
    forwarding: [2, s32],
    rpFilter: [3, s32],
    mcForwarding: [4, s32],
    proxyNeigh: [5, s32],
    ignoreRoutesWithLinkdown: [6, s32],
    input: [7, s32],
    bcForwarding: [8, s32],
    forceForwarding: [9, s32],
  }),
  { types: rtmTypes },
);
export type Netconf = Value<typeof netconf>;
