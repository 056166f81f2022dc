import { be16, be32, bits, nest } from '../../../codec/index.ts';
import { NFT_QUEUE_F } from '../../../constants/nftables.ts';

/** Hands a packet to a program: to one of `total` queues from `num` on, or to that in a register. */
export const queue = nest(() => ({
  num: [1, be16],
  total: [2, be16],
  flags: [3, bits(be16, NFT_QUEUE_F)],
  sregQnum: [4, be32],
}));
