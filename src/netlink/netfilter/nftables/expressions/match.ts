import { be32, bytes, nest, string } from '../../../codec/index.ts';

/** A match of iptables (nft_compat), as iptables-nft uses them: `info` is its C struct. */
export const match = nest(() => ({
  name: [1, string],
  rev: [2, be32],
  info: [3, bytes],
}));
