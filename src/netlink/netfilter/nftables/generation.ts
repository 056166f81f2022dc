import { be32, string, type Value } from '../../codec/index.ts';
import { netfilterMessage } from '../message.ts';
import { nftTypes } from './types.ts';

/** NFT_MSG_NEWGEN, NFT_MSG_GETGEN: NFTA_GEN_*. The number changes with every transaction; who made the last one. */
export const nftGeneration = netfilterMessage(
  'nftGeneration',
  () => ({ genid: [1, be32], procPid: [2, be32], procName: [3, string] }),
  { types: nftTypes },
);
export type NftGeneration = Value<typeof nftGeneration>;
