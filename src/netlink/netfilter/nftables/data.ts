import { be32, bytes, enumerated, nest, sbe32, string } from '../../codec/index.ts';
import { NF_VERDICT } from '../../constants/netfilter.ts';
import { NFT_VERDICT } from '../../constants/nftables.ts';

/** What a register holds: bytes in the order that the expression takes them in, or a verdict. */
export const nftData = nest(() => ({
  value: [1, bytes],
  verdict: [
    2,
    nest(() => ({
      code: [1, enumerated(sbe32, { ...NF_VERDICT, ...NFT_VERDICT })],
      chain: [2, string],
      chainId: [3, be32],
    })),
  ],
}));
