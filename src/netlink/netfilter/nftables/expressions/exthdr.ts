import { be32, bits, enumerated, nest, u8 } from '../../../codec/index.ts';
import { NFT_EXTHDR, NFT_EXTHDR_F } from '../../../constants/nftables.ts';

/** An extension header of IPv6, an option of IPv4 or TCP, a chunk of SCTP. */
export const exthdr = nest(() => ({
  dreg: [1, be32],
  type: [2, u8],
  offset: [3, be32],
  len: [4, be32],
  flags: [5, bits(be32, NFT_EXTHDR_F)],
  op: [6, enumerated(be32, NFT_EXTHDR)],
  sreg: [7, be32],
}));
