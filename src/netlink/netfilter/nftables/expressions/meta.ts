import { be32, enumerated, nest } from '../../../codec/index.ts';
import { NFT_META } from '../../../constants/nftables.ts';

/** What is known of a packet beside its bytes: into a register, or from one into the packet. */
export const meta = nest(() => ({
  dreg: [1, be32],
  key: [2, enumerated(be32, NFT_META)],
  sreg: [3, be32],
}));
