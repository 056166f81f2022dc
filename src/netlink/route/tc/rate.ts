import { enumerated, s16, struct, u8, u16, u32 } from '../../codec/index.ts';

/** What a rate counts as a packet's length (TC_LINKLAYER_*): with UNAWARE the kernel goes by its table alone, if there is one. */
export const TC_LINKLAYER = { UNAWARE: 0, ETHERNET: 1, ATM: 2 } as const;

/**
 * struct tc_ratespec. `rate` is in bytes per second; beyond 2^32 - 1 it is that, and an attribute of 64 bits says the
 * rest. `overhead` is added to the length of each packet, which counts at least as `mpu`.
 */
export const rateSpec = struct(() => ({
  cellLog: u8,
  linklayer: enumerated(u8, TC_LINKLAYER),
  overhead: u16,
  cellAlign: s16,
  mpu: u16,
  rate: u32,
}));
