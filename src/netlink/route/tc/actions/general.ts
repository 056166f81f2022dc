import { s32, struct, u32, u64 } from '../../../codec/index.ts';

/** What becomes of a packet (TC_ACT_*). */
export const TC_ACT = {
  UNSPEC: -1,
  OK: 0,
  RECLASSIFY: 1,
  SHOT: 2,
  PIPE: 3,
  STOLEN: 4,
  QUEUED: 5,
  REPEAT: 6,
  REDIRECT: 7,
  TRAP: 8,
} as const;

/** tc_gen: the members with which the parameters of every action begin. `action` is TC_ACT. */
export const general = { index: u32, capab: u32, action: s32, refcnt: s32, bindcnt: s32 } as const;

/** struct tcf_t, in hundredths of a second. */
export const actionTimes = struct(() => ({ install: u64, lastuse: u64, expires: u64, firstuse: u64 }), 24);
