import { be32, bits, nest } from '../../../codec/index.ts';
import { NFT_CONNLIMIT_F } from '../../../constants/nftables.ts';

/** How many connections there are. */
export const connlimit = nest(() => ({
  count: [1, be32],
  flags: [2, bits(be32, NFT_CONNLIMIT_F)],
}));
