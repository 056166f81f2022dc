import { be32, be64, bits, enumerated, nest } from '../../../codec/index.ts';
import { NFT_LIMIT, NFT_LIMIT_F } from '../../../constants/nftables.ts';

/** A token bucket: `rate` in `unit` seconds. */
export const limit = nest(
  () => ({
    rate: [1, be64],
    unit: [2, be64],
    burst: [3, be32],
    type: [4, enumerated(be32, NFT_LIMIT)],
    flags: [5, bits(be32, NFT_LIMIT_F)],
  }),
  [6],
);
