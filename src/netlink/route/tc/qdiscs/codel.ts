import { enumerated, nest, s32, struct, u8, u32 } from '../../../codec/index.ts';

/** codel: TCA_CODEL_*. Times are in microseconds, `limit` in packets. */
export const codel = nest(() => ({
  target: [1, u32],
  limit: [2, u32],
  interval: [3, u32],
  ecn: [4, u32],
  ceThreshold: [5, u32],
}));

/** fq_codel: TCA_FQ_CODEL_*. Times are in microseconds, `quantum` and `memoryLimit` in bytes. */
export const fqCodel = nest(() => ({
  target: [1, u32],
  limit: [2, u32],
  interval: [3, u32],
  ecn: [4, u32],
  flows: [5, u32],
  quantum: [6, u32],
  ceThreshold: [7, u32],
  dropBatchSize: [8, u32],
  memoryLimit: [9, u32],
  ceThresholdSelector: [10, u8],
  ceThresholdMask: [11, u8],
}));

/** struct tc_codel_xstats. Times are in microseconds. */
export const codelStats = struct(() => ({
  maxpacket: u32,
  count: u32,
  lastcount: u32,
  ldelay: u32,
  dropNext: s32,
  dropOverlimit: u32,
  ecnMark: u32,
  dropping: u32,
  ceMark: u32,
}));

/** struct tc_fq_codel_xstats of a qdisc. */
export const fqCodelStats = struct(() => ({
  type: enumerated(u32, { QDISC: 0, CLASS: 1 }),
  maxpacket: u32,
  dropOverlimit: u32,
  ecnMark: u32,
  newFlowCount: u32,
  newFlowsLen: u32,
  oldFlowsLen: u32,
  ceMark: u32,
  memoryUsage: u32,
  dropOvermemory: u32,
}));
