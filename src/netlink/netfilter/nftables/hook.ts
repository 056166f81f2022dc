import { be32, list, nest, sbe32, string } from '../../codec/index.ts';

/** Where packets come from: a hook with a priority, lower ones first, and the links of a NETDEV chain. */
export const nftHook = nest(() => ({
  hooknum: [1, be32],
  priority: [2, sbe32],
  dev: [3, string],
  devs: [4, list(string, 1)],
}));
