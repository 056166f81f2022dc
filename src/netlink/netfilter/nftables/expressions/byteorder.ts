import { be32, enumerated, nest } from '../../../codec/index.ts';
import { NFT_BYTEORDER } from '../../../constants/nftables.ts';

/** Turns numbers in a register around. */
export const byteorder = nest(() => ({
  sreg: [1, be32],
  dreg: [2, be32],
  op: [3, enumerated(be32, NFT_BYTEORDER)],
  len: [4, be32],
  size: [5, be32],
}));
