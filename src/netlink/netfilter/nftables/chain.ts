import { be32, be64, bits, bytes, enumerated, nest, string, type Value } from '../../codec/index.ts';
import { NF_VERDICT } from '../../constants/netfilter.ts';
import { NFT_CHAIN_F } from '../../constants/nftables.ts';
import { netfilterMessage } from '../message.ts';
import { nftHook } from './hook.ts';
import { nftTypes } from './types.ts';

/** NFT_MSG_*CHAIN: NFTA_CHAIN_*. With `hook`, `type` (filter, nat, route) and `policy` it is a base chain. */
export const nftChain = netfilterMessage(
  'nftChain',
  () => ({
    table: [1, string],
    handle: [2, be64],
    name: [3, string],
    hook: [4, nftHook],
    policy: [5, enumerated(be32, NF_VERDICT)],
    use: [6, be32],
    type: [7, string],
    counters: [8, nest(() => ({ bytes: [1, be64], packets: [2, be64] }), [3])],
    flags: [10, bits(be32, NFT_CHAIN_F)],
    id: [11, be32],
    userdata: [12, bytes],
  }),
  { ignored: [9], types: nftTypes },
);
export type NftChain = Value<typeof nftChain>;
