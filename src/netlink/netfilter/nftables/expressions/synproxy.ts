import { be16, be32, bits, nest, u8 } from '../../../codec/index.ts';
import { NFT_SYNPROXY_F } from '../../../constants/nftables.ts';

/** Answers SYNs for a server. */
export const synproxy = nest(() => ({
  mss: [1, be16],
  wscale: [2, u8],
  flags: [3, bits(be32, NFT_SYNPROXY_F)],
}));
