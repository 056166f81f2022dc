import { be32, enumerated, nest } from '../../../codec/index.ts';
import { NFT_RANGE } from '../../../constants/nftables.ts';
import { nftData } from '../data.ts';

/** Compares a register with two bounds. */
export const range = nest(() => ({
  sreg: [1, be32],
  op: [2, enumerated(be32, NFT_RANGE)],
  fromData: [3, nftData],
  toData: [4, nftData],
}));
