import { struct, u32 } from '../../../codec/index.ts';

/** pfifo, bfifo, pfifo_head_drop: struct tc_fifo_qopt. `limit` is in packets, or of bfifo in bytes. Also plug's and skbprio's. */
export const fifo = struct({ limit: u32 });
