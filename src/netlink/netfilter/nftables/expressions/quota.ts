import { be32, be64, bits, nest } from '../../../codec/index.ts';
import { NFT_QUOTA_F } from '../../../constants/nftables.ts';

/** How many bytes may pass. */
export const quota = nest(
  () => ({
    bytes: [1, be64],
    flags: [2, bits(be32, NFT_QUOTA_F)],
    consumed: [4, be64],
  }),
  [3],
);
