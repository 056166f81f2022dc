import { choose, host, Message, string, u8, u16, u32, type Value } from '../../codec/index.ts';
import { rtmTypes } from '../../constants/rtm.ts';
import { actions } from './actions/index.ts';
import { bitfield32 } from './bitfield.ts';
import { filterKinds } from './filters/index.ts';
import { tcHeader } from './header.ts';

/**
 * RTM_NEWTFILTER, RTM_DELTFILTER, RTM_GETTFILTER: struct tcmsg, TCA_*. `parent` is the qdisc or class, or of clsact one
 * of its ends; `info` is what `filterInfo` makes. A chain is told by the same (RTM_NEWCHAIN).
 */
export const tfilter = new Message(
  'tfilter',
  tcHeader,
  () => ({ kind: [1, string], chain: [11, u32], dumpFlags: [15, bitfield32], extWarnMsg: [16, string] }),
  { ignored: [9], types: rtmTypes, choices: { options: choose(2, 'kind', filterKinds) } },
);
export type TrafficFilter = Value<typeof tfilter>;

/** `info` of a filter: its priority (tc says `pref`), and the protocol of the packets that it looks at, ETH_P. */
export function filterInfo(priority: number, protocol: number): number {
  return priority * 0x1_0000 + swapped(protocol);
}

/** Priority and protocol of a filter, of its `info`. */
export const filterOrder = (info: number): { readonly priority: number; readonly protocol: number } => ({
  priority: info >>> 16,
  protocol: swapped(info & 0xffff),
});

/** The lower half of tcm_info is in network byte order. */
const swapped = (n: number): number => (host ? ((n & 0xff) << 8) | (n >>> 8) : n);

/**
 * RTM_NEWACTION, RTM_DELACTION, RTM_GETACTION: struct tcamsg, TCA_ROOT_*. A dump asks by one action with its kind, and
 * each of its messages has up to 32.
 */
export const tcActions = new Message(
  'tcActions',
  () => ({ family: u8, pad1: u8, pad2: u16 }),
  () => ({
    actions: [1, actions],
    flags: [2, bitfield32],
    count: [3, u32],
    timeDelta: [4, u32],
    extWarnMsg: [5, string],
  }),
  { types: rtmTypes },
);
export type TrafficActions = Value<typeof tcActions>;
