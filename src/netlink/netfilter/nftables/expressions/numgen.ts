import { be32, enumerated, nest } from '../../../codec/index.ts';
import { NFT_NG } from '../../../constants/nftables.ts';

/** A number, counted up or by chance. */
export const numgen = nest(() => ({
  dreg: [1, be32],
  modulus: [2, be32],
  type: [3, enumerated(be32, NFT_NG)],
  offset: [4, be32],
}));
