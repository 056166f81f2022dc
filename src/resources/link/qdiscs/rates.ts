import { nanosecondsOf, TC_LINKLAYER } from '../../../netlink/index.ts';

const U32 = 0xffff_ffff;

/** struct tc_ratespec. What it cannot hold stands in an attribute of 64 bits. */
export interface RateSpec {
  readonly rate: number;
  readonly mpu: number;
}

export const rateSpec = (rate: number, mpu: number): RateSpec & Readonly<Record<string, number>> => ({
  ...{ cellLog: 0, linklayer: TC_LINKLAYER.ETHERNET, overhead: 0, cellAlign: 0 },
  mpu,
  rate: inWord(rate),
});

/** The part of a rate that 32 bits hold. */
export const inWord = (rate: number): number => Math.min(rate, U32);

/** The attribute of this name for a rate that 32 bits do not hold. */
export const beyondWord = (name: string, rate: number): Readonly<Record<string, bigint>> =>
  rate > U32 ? { [name]: BigInt(rate) } : {};

/** How many bytes are sent at the rate in this many ticks: the size of a bucket, which is not empty (tbf_change). */
export const bytesIn = (ticks: number, rate: number): number =>
  Math.max(1, Math.round((nanosecondsOf(ticks) * rate) / 1e9));
