import { be32, enumerated, nest, u8 } from '../../../codec/index.ts';
import { NFT_CT } from '../../../constants/nftables.ts';

/** What connection tracking knows: into a register, or from one into the connection. */
export const ct = nest(() => ({
  dreg: [1, be32],
  key: [2, enumerated(be32, NFT_CT)],
  direction: [3, u8],
  sreg: [4, be32],
}));
