import { fixed, struct, u32 } from '../codec/index.ts';

/** Tells a socket from a later one in its place; all ones in a request ask for any. */
export const cookie = fixed(8);

/** SK_MEMINFO_*, in bytes, but for the packets in `drops`. Older kernels lack the last ones. */
export const skMeminfo = struct(
  {
    rmemAlloc: u32,
    rcvbuf: u32,
    wmemAlloc: u32,
    sndbuf: u32,
    fwdAlloc: u32,
    wmemQueued: u32,
    optmem: u32,
    backlog: u32,
    drops: u32,
  },
  28,
);
