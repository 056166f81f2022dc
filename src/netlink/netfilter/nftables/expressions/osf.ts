import { be32, bits, nest, u8 } from '../../../codec/index.ts';
import { NFT_OSF_F } from '../../../constants/nftables.ts';

/** Guesses the system of a sender. */
export const osf = nest(() => ({
  dreg: [1, be32],
  ttl: [2, u8],
  flags: [3, bits(be32, NFT_OSF_F)],
}));
