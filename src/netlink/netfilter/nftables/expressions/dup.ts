import { be32, nest } from '../../../codec/index.ts';

/** Sends a copy of a packet. */
export const dup = nest(() => ({
  sregAddr: [1, be32],
  sregDev: [2, be32],
}));
