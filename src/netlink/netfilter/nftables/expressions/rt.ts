import { be32, enumerated, nest } from '../../../codec/index.ts';
import { NFT_RT } from '../../../constants/nftables.ts';

/** The route of a packet. */
export const rt = nest(() => ({
  dreg: [1, be32],
  key: [2, enumerated(be32, NFT_RT)],
}));
