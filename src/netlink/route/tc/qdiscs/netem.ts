import { array, Message, nest, s16, s32, s64, struct, u32, u64 } from '../../../codec/index.ts';

const chance = struct({ probability: u32, correlation: u32 });

/**
 * netem: struct tc_netem_qopt, then TCA_NETEM_*. `latency` and `jitter` are in ticks (see `ticksOf`), `latency64` and
 * `jitter64`, which come first, in nanoseconds; chances are parts of 2^32 - 1.
 */
export const netem = new Message(
  'netem',
  () => ({ latency: u32, limit: u32, loss: u32, gap: u32, duplicate: u32, jitter: u32 }),
  () => ({
    corr: [1, struct({ delayCorr: u32, lossCorr: u32, dupCorr: u32 })],
    delayDist: [2, array(s16)],
    reorder: [3, chance],
    corrupt: [4, chance],
    lossModel: [
      5,
      nest(() => ({
        gi: [1, struct({ p13: u32, p31: u32, p32: u32, p14: u32, p23: u32 })],
        ge: [2, struct({ p: u32, r: u32, h: u32, k1: u32 })],
      })),
    ],
    rate: [6, struct({ rate: u32, packetOverhead: s32, cellSize: u32, cellOverhead: s32 })],
    ecn: [7, u32],
    rate64: [8, u64],
    latency64: [10, s64],
    jitter64: [11, s64],
    slot: [
      12,
      struct({
        minDelay: s64,
        maxDelay: s64,
        maxPackets: s32,
        maxBytes: s32,
        distDelay: s64,
        distJitter: s64,
      }),
    ],
    slotDist: [13, array(s16)],
    prngSeed: [14, u64],
  }),
  { ignored: [9] },
);
