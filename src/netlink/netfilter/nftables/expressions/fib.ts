import { be32, bits, enumerated, nest } from '../../../codec/index.ts';
import { NFT_FIB, NFT_FIB_F } from '../../../constants/nftables.ts';

/** What the routing tables say about a packet. */
export const fib = nest(() => ({
  dreg: [1, be32],
  result: [2, enumerated(be32, NFT_FIB)],
  flags: [3, bits(be32, NFT_FIB_F)],
}));
