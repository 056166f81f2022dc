import { Message, s32, u8, u32, type Value } from '../codec/index.ts';
import { rtmTypes } from '../constants/rtm.ts';

/**
 * RTM_NEWNSID, RTM_DELNSID, RTM_GETNSID: struct rtgenmsg, NETNSA_*. The id by which this network namespace knows
 * another one, which is told by a process in it (`pid`) or a file descriptor (`fd`); -1 if it has none.
 */
export const nsid = new Message(
  'nsid',
  () => ({ family: u8 }),
  () => ({ nsid: [1, s32], pid: [2, u32], fd: [3, u32], targetNsid: [4, s32], currentNsid: [5, s32] }),
  { types: rtmTypes },
);
export type Nsid = Value<typeof nsid>;
