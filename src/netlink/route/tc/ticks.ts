/** The unit of times in `buffer`, `cbuffer`, `latency` and their like: 64 ns (PSCHED_SHIFT, net/pkt_sched.h). */
const TICK = 64;

/** Nanoseconds as ticks of the packet scheduler. */
export const ticksOf = (nanoseconds: number): number => Math.floor(nanoseconds / TICK);

/** Ticks of the packet scheduler as nanoseconds. */
export const nanosecondsOf = (ticks: number): number => ticks * TICK;

/** How long so many bytes take at a rate of bytes per second, in ticks: what a `buffer` says of a burst. */
export const burstTicks = (bytes: number, rate: number): number => Math.ceil((bytes / rate) * (1e9 / TICK));
