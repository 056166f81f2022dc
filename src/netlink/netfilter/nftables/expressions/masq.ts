import { be32, bits, nest } from '../../../codec/index.ts';
import { NFT_NAT_F } from '../../../constants/nftables.ts';

/** Rewrites the source to the address of the link that the packet leaves by. */
export const masq = nest(() => ({
  flags: [1, bits(be32, NFT_NAT_F)],
  regProtoMin: [2, be32],
  regProtoMax: [3, be32],
}));
