import { be32, be64, bits, bytes, string, type Value } from '../../codec/index.ts';
import { NFT_TABLE_F } from '../../constants/nftables.ts';
import { netfilterMessage } from '../message.ts';
import { nftTypes } from './types.ts';

/** NFT_MSG_*TABLE: NFTA_TABLE_*. */
export const nftTable = netfilterMessage(
  'nftTable',
  () => ({
    name: [1, string],
    flags: [2, bits(be32, NFT_TABLE_F)],
    use: [3, be32],
    handle: [4, be64],
    userdata: [6, bytes],
    owner: [7, be32],
  }),
  { ignored: [5], types: nftTypes },
);
export type NftTable = Value<typeof nftTable>;
