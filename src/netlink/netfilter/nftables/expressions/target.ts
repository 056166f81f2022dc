import { be32, bytes, nest, string } from '../../../codec/index.ts';

/** A target of iptables (nft_compat), as iptables-nft uses them: `info` is its C struct. */
export const target = nest(() => ({
  name: [1, string],
  rev: [2, be32],
  info: [3, bytes],
}));
