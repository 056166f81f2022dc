import { be32, bits, nest, string } from '../../../codec/index.ts';
import { NFT_LOOKUP_F } from '../../../constants/nftables.ts';

/** Looks a register up in a set; what a map has for it goes into `dreg`. */
export const lookup = nest(() => ({
  set: [1, string],
  sreg: [2, be32],
  dreg: [3, be32],
  setId: [4, be32],
  flags: [5, bits(be32, NFT_LOOKUP_F)],
}));
