import { array, bytes, nest, s8, s16, s32, struct, u8, u16, u32, u64 } from '../../codec/index.ts';

/** TCA_STATS2 (TCA_STATS_*, linux/gen_stats.h). `app` are the kind's own, for `TC_XSTATS`. */
export const tcStats2 = nest(
  () => ({
    basic: [1, struct({ bytes: u64, packets: u32 }, 12)],
    rateEst: [2, struct({ bps: u32, pps: u32 })],
    queue: [3, struct({ qlen: u32, backlog: u32, drops: u32, requeues: u32, overlimits: u32 })],
    app: [4, bytes],
    rateEst64: [5, struct({ bps: u64, pps: u64 })],
    basicHw: [7, struct({ bytes: u64, packets: u32 }, 12)],
    pkt64: [8, u64],
  }),
  [6],
);

/** TCA_STATS: struct tc_stats, which TCA_STATS2 has replaced. */
export const tcStats = struct(
  () => ({
    bytes: u64,
    packets: u32,
    drops: u32,
    overlimits: u32,
    bps: u32,
    pps: u32,
    qlen: u32,
    backlog: u32,
  }),
  36,
);

/** TCA_RATE: struct gnet_estimator. The interval is 2^(interval + 2) quarters of a second. */
export const rateEstimator = struct({ interval: s8, ewmaLog: u8 });

/** TCA_STAB: sizes that packets count as, by their length. */
export const sizeTable = nest(() => ({
  base: [
    1,
    struct({
      cellLog: u8,
      sizeLog: u8,
      cellAlign: s16,
      overhead: s32,
      linklayer: u32,
      mpu: u32,
      mtu: u32,
      tsize: u32,
    }),
  ],
  data: [2, array(u16)],
}));
