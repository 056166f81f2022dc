import { be32, be64, bits, list, nest, sbe32, string, type Value } from '../../codec/index.ts';
import { NFT_FLOWTABLE_F } from '../../constants/nftables.ts';
import { netfilterMessage } from '../message.ts';
import { nftTypes } from './types.ts';

/** NFT_MSG_*FLOWTABLE: NFTA_FLOWTABLE_*. */
export const nftFlowtable = netfilterMessage(
  'nftFlowtable',
  () => ({
    table: [1, string],
    name: [2, string],
    hook: [3, nest(() => ({ num: [1, be32], priority: [2, sbe32], devs: [3, list(string, 1)] }))],
    use: [4, be32],
    handle: [5, be64],
    flags: [7, bits(be32, NFT_FLOWTABLE_F)],
  }),
  { ignored: [6], types: nftTypes },
);
export type NftFlowtable = Value<typeof nftFlowtable>;
