import { be32, bits, enumerated, nest } from '../../../codec/index.ts';
import { NFPROTO } from '../../../constants/netfilter.ts';
import { NFT_NAT, NFT_NAT_F } from '../../../constants/nftables.ts';

/** Rewrites source or destination; addresses and ports are in registers. */
export const nat = nest(() => ({
  type: [1, enumerated(be32, NFT_NAT)],
  family: [2, enumerated(be32, NFPROTO)],
  regAddrMin: [3, be32],
  regAddrMax: [4, be32],
  regProtoMin: [5, be32],
  regProtoMax: [6, be32],
  flags: [7, bits(be32, NFT_NAT_F)],
}));
