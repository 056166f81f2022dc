import { be32, bits, nest } from '../../../codec/index.ts';
import { NFT_NAT_F } from '../../../constants/nftables.ts';

/** Rewrites the destination to this machine. */
export const redir = nest(() => ({
  regProtoMin: [1, be32],
  regProtoMax: [2, be32],
  flags: [3, bits(be32, NFT_NAT_F)],
}));
