import { bytes, nest, struct, u32, u64 } from '../../../codec/index.ts';
import { rateSpec } from '../rate.ts';

/**
 * tbf: TCA_TBF_*. `limit`, `burst` and `pburst` are in bytes, `parms.buffer` and `parms.mtu` in ticks (see
 * `burstTicks`); `burst` comes before `buffer`, and rates of 64 bits before those in `parms`.
 */
export const tbf = nest(
  () => ({
    parms: [1, struct({ rate: rateSpec, peakrate: rateSpec, limit: u32, buffer: u32, mtu: u32 })],
    rtab: [2, bytes],
    ptab: [3, bytes],
    rate64: [4, u64],
    prate64: [5, u64],
    burst: [6, u32],
    pburst: [7, u32],
  }),
  [8],
);
