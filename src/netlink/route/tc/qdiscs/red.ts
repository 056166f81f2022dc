import { bits, bytes, nest, s32, struct, u8, u32 } from '../../../codec/index.ts';
import { bitfield32 } from '../bitfield.ts';

/** TC_RED_*. */
export const TC_RED = { ECN: 1, HARDDROP: 2, ADAPTATIVE: 4, NODROP: 8 } as const;

/** struct tc_red_qopt, and tc_choke_qopt. Thresholds are in bytes, of choke in packets. */
const redOptions = struct(() => ({
  limit: u32,
  qthMin: u32,
  qthMax: u32,
  wlog: u8,
  plog: u8,
  scellLog: u8,
  flags: bits(u8, TC_RED),
}));

/** red: TCA_RED_*. `stab` are 256 bytes of averages by idle time. */
export const red = nest(() => ({
  parms: [1, redOptions],
  stab: [2, bytes],
  maxP: [3, u32],
  flags: [4, bitfield32],
  earlyDropBlock: [5, u32],
  markBlock: [6, u32],
}));

/** choke: TCA_CHOKE_*. */
export const choke = nest(() => ({ parms: [1, redOptions], stab: [2, bytes], maxP: [3, u32] }));

/** sfq: struct tc_sfq_qopt_v1. `perturbPeriod` is in seconds, `quantum` in bytes; those of red from `qthMin` on. */
export const sfq = struct(
  () => ({
    quantum: u32,
    perturbPeriod: s32,
    limit: u32,
    divisor: u32,
    flows: u32,
    depth: u32,
    headdrop: u32,
    redLimit: u32,
    qthMin: u32,
    qthMax: u32,
    wlog: u8,
    plog: u8,
    scellLog: u8,
    flags: bits(u8, TC_RED),
    maxP: u32,
    probDrop: u32,
    forcedDrop: u32,
    probMark: u32,
    forcedMark: u32,
    probMarkHead: u32,
    forcedMarkHead: u32,
  }),
  20,
);

/** sfb: TCA_SFB_*. */
export const sfb = nest(() => ({
  parms: [
    1,
    struct({
      rehashInterval: u32,
      warmupTime: u32,
      max: u32,
      binSize: u32,
      increment: u32,
      decrement: u32,
      limit: u32,
      penaltyRate: u32,
      penaltyBurst: u32,
    }),
  ],
}));
