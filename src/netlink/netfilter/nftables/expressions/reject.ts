import { be32, enumerated, nest, u8 } from '../../../codec/index.ts';
import { NFT_REJECT } from '../../../constants/nftables.ts';

/** Drops a packet and tells its sender. */
export const reject = nest(() => ({
  type: [1, enumerated(be32, NFT_REJECT)],
  icmpCode: [2, u8],
}));
