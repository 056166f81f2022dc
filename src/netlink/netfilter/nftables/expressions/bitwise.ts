import { be32, enumerated, nest } from '../../../codec/index.ts';
import { NFT_BITWISE } from '../../../constants/nftables.ts';
import { nftData } from '../data.ts';

/** Masks, shifts or combines a register. */
export const bitwise = nest(() => ({
  sreg: [1, be32],
  dreg: [2, be32],
  len: [3, be32],
  mask: [4, nftData],
  xor: [5, nftData],
  op: [6, enumerated(be32, NFT_BITWISE)],
  data: [7, nftData],
  sreg2: [8, be32],
}));
