/** The unit of times in `buffer`, `cbuffer`, `latency` and their like: 64 ns (PSCHED_SHIFT, net/pkt_sched.h). */
const TICK = 64;

/** Nanoseconds as ticks of the packet scheduler. */
export const ticksOf = (nanoseconds: number): number => Math.floor(nanoseconds / TICK);

/** Ticks of the packet scheduler as nanoseconds. */
export const nanosecondsOf = (ticks: number): number => ticks * TICK;

/** How long so many bytes take at a rate of bytes per second, in ticks: what a `buffer` says of a burst. */
export const burstTicks = (bytes: number, rate: number): number => Math.ceil((bytes / rate) * (1e9 / TICK));

/** A table of how long packets take (`rate` and `peakrate` of police, `rtab` of others), and the `cellLog` that goes with it. */
export interface RateTable {
  readonly cellLog: number;
  readonly table: Uint8Array;
}

/**
 * The table for a rate of bytes per second. The kernel goes by the rate itself, but police asks for a table all the
 * same (qdisc_get_rtab).
 * @param mtu the longest packet that the table tells apart
 */
export function rateTable(rate: number, mtu = 4095): RateTable {
  let cellLog = 0;
  while (mtu >> cellLog > 255) cellLog += 1;
  const cells = Uint32Array.from({ length: 256 }, (_, cell) => burstTicks((cell + 1) << cellLog, rate));
  return { cellLog, table: new Uint8Array(cells.buffer) };
}
