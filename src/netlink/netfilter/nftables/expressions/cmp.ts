import { be32, enumerated, nest } from '../../../codec/index.ts';
import { NFT_CMP } from '../../../constants/nftables.ts';
import { nftData } from '../data.ts';

/** Compares a register; the rule ends where the comparison fails. */
export const cmp = nest(() => ({
  sreg: [1, be32],
  op: [2, enumerated(be32, NFT_CMP)],
  data: [3, nftData],
}));
