import { be32, nest } from '../../../codec/index.ts';
import { nftData } from '../data.ts';

/** A constant into a register; into NFT_REG.VERDICT: the verdict of the rule. */
export const immediate = nest(() => ({
  dreg: [1, be32],
  data: [2, nftData],
}));
