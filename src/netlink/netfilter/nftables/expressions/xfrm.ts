import { be32, enumerated, nest, u8 } from '../../../codec/index.ts';
import { NFT_XFRM } from '../../../constants/nftables.ts';

/** The IPsec state of a packet. */
export const xfrm = nest(() => ({
  dreg: [1, be32],
  key: [2, enumerated(be32, NFT_XFRM)],
  dir: [3, u8],
  spnum: [4, be32],
}));
