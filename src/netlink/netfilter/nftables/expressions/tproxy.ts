import { be32, enumerated, nest } from '../../../codec/index.ts';
import { NFPROTO } from '../../../constants/netfilter.ts';

/** Hands a packet to a local socket, unchanged. */
export const tproxy = nest(() => ({
  family: [1, enumerated(be32, NFPROTO)],
  regAddr: [2, be32],
  regPort: [3, be32],
}));
