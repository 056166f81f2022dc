import { nest, repeated, s32, struct, u8, u16, u32, vector } from '../../../codec/index.ts';

/** prio and pfifo_fast: struct tc_prio_qopt. `priomap` has the band for each of the 16 priorities of a packet. */
export const prio = struct(() => ({ bands: s32, priomap: vector(u8, 16) }));

/** multiq: struct tc_multiq_qopt. */
export const multiq = struct({ bands: u16, maxBands: u16 });

/** ets: TCA_ETS_*. */
export const ets = nest(() => ({
  nbands: [1, u8],
  nstrict: [2, u8],
  quanta: [3, nest(() => ({ bands: [4, repeated(u32)] }))],
  priomap: [5, nest(() => ({ bands: [6, repeated(u8)] }))],
}));

/** Of a class of ets. */
export const etsClass = nest(() => ({ quantum: [4, u32] }));
