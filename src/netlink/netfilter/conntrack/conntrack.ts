import { be16, be32, nest, string, type Value } from '../../codec/index.ts';
import { CT_EXP_MSG, CT_MSG } from '../../constants/conntrack.ts';
import { NFNL_SUBSYS } from '../../constants/netfilter.ts';
import { netfilterMessage, netfilterTypes } from '../message.ts';
import { conntrackAttributes } from './attributes.ts';
import { conntrackTuple } from './tuple.ts';

const types = () => netfilterTypes('IPCTNL_MSG_CT_', NFNL_SUBSYS.CTNETLINK, CT_MSG);
const expTypes = () => netfilterTypes('IPCTNL_MSG_EXP_', NFNL_SUBSYS.CTNETLINK_EXP, CT_EXP_MSG);

/** IPCTNL_MSG_CT_*: a connection. Its two directions are `tupleOrig` and `tupleReply`; `timeout` is in seconds. */
export const conntrack = netfilterMessage('conntrack', conntrackAttributes, { types });
export type Conntrack = Value<typeof conntrack>;

/** IPCTNL_MSG_EXP_*: a connection that a helper expects as part of another one. */
export const conntrackExpectation = netfilterMessage(
  'conntrackExpectation',
  () => ({
    master: [1, conntrackTuple],
    tuple: [2, conntrackTuple],
    mask: [3, conntrackTuple],
    timeout: [4, be32],
    id: [5, be32],
    helpName: [6, string],
    zone: [7, be16],
    flags: [8, be32],
    class: [9, be32],
    nat: [10, nest(() => ({ dir: [1, be32], tuple: [2, conntrackTuple] }))],
    fn: [11, string],
  }),
  { types: expTypes },
);
export type ConntrackExpectation = Value<typeof conntrackExpectation>;

/** IPCTNL_MSG_CT_GET_STATS: how many connections there are and may be. */
export const conntrackStats = netfilterMessage(
  'conntrackStats',
  () => ({ entries: [1, be32], maxEntries: [2, be32] }),
  { types },
);
export type ConntrackStats = Value<typeof conntrackStats>;

/** IPCTNL_MSG_CT_GET_STATS_CPU: counters of the processor `resId`. */
export const conntrackCpuStats = netfilterMessage(
  'conntrackCpuStats',
  () => ({
    searched: [1, be32],
    found: [2, be32],
    new: [3, be32],
    invalid: [4, be32],
    ignore: [5, be32],
    delete: [6, be32],
    deleteList: [7, be32],
    insert: [8, be32],
    insertFailed: [9, be32],
    drop: [10, be32],
    earlyDrop: [11, be32],
    error: [12, be32],
    searchRestart: [13, be32],
    clashResolve: [14, be32],
    chainToolong: [15, be32],
  }),
  { types },
);
export type ConntrackCpuStats = Value<typeof conntrackCpuStats>;

/** IPCTNL_MSG_EXP_GET_STATS_CPU: the same about expected connections. */
export const expectationCpuStats = netfilterMessage(
  'expectationCpuStats',
  () => ({ new: [1, be32], create: [2, be32], delete: [3, be32] }),
  { types: expTypes },
);

/** Types of the messages that connection tracking notifies of, and their tables, for `subscribe`. */
export const CT_EVENT = { NEW: 0x100, DELETE: 0x102, EXP_NEW: 0x200, EXP_DELETE: 0x202 } as const;
export const conntrackMessages = {
  [CT_EVENT.NEW]: conntrack,
  [CT_EVENT.DELETE]: conntrack,
  [CT_EVENT.EXP_NEW]: conntrackExpectation,
  [CT_EVENT.EXP_DELETE]: conntrackExpectation,
} as const;
