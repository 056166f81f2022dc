import { be32, enumerated, nest } from '../../../codec/index.ts';
import { NFPROTO } from '../../../constants/netfilter.ts';

/** Sends a packet out of another link. */
export const fwd = nest(() => ({
  sregDev: [1, be32],
  sregAddr: [2, be32],
  nfproto: [3, enumerated(be32, NFPROTO)],
}));
