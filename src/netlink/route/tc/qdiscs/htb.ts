import { bytes, flag, nest, s32, struct, u32, u64 } from '../../../codec/index.ts';
import { rateSpec } from '../rate.ts';

/**
 * htb: TCA_HTB_*, of the qdisc (`init`, `directQlen`, `offload`) and of its classes (`parms`, rates). `parms.buffer` and
 * `parms.cbuffer` are in ticks: see `burstTicks`. `init.version` is 3, `init.defcls` the minor number of a class.
 */
export const htb = nest(
  () => ({
    parms: [
      1,
      struct({
        rate: rateSpec,
        ceil: rateSpec,
        buffer: u32,
        cbuffer: u32,
        quantum: u32,
        level: u32,
        prio: u32,
      }),
    ],
    init: [2, struct({ version: u32, rate2quantum: u32, defcls: u32, debug: u32, directPkts: u32 })],
    ctab: [3, bytes],
    rtab: [4, bytes],
    directQlen: [5, u32],
    rate64: [6, u64],
    ceil64: [7, u64],
    offload: [9, flag],
  }),
  [8],
);

/** struct tc_htb_xstats. */
export const htbStats = struct(() => ({ lends: u32, borrows: u32, giants: u32, tokens: s32, ctokens: s32 }));
