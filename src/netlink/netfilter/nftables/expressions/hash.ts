import { be32, enumerated, nest } from '../../../codec/index.ts';
import { NFT_HASH } from '../../../constants/nftables.ts';

/** A hash of a register, or of the connection. */
export const hash = nest(() => ({
  sreg: [1, be32],
  dreg: [2, be32],
  len: [3, be32],
  modulus: [4, be32],
  seed: [5, be32],
  offset: [6, be32],
  type: [7, enumerated(be32, NFT_HASH)],
}));
