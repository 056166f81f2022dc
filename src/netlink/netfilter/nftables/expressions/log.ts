import { be16, be32, nest, string } from '../../../codec/index.ts';

/** Logs a packet: to the kernel log, or with `group` to nflog. */
export const log = nest(() => ({
  group: [1, be16],
  prefix: [2, string],
  snaplen: [3, be32],
  qthreshold: [4, be16],
  level: [5, be32],
  flags: [6, be32],
}));
