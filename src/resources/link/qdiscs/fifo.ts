import type { QdiscWire } from './wire.ts';

/** struct tc_fifo_qopt. */
export const fifo: QdiscWire = {
  write: ({ limit }) => ({ limit }),
  read: ({ limit }) => ({ limit: Number(limit) }),
};
