import { be32, be64, bytes, list, nest, string, type Value } from '../../codec/index.ts';
import { netfilterMessage } from '../message.ts';
import { expression } from './expressions/index.ts';
import { nftTypes } from './types.ts';

/** NFT_MSG_*RULE: NFTA_RULE_*. `position` is the handle of a rule to stand before or behind. */
export const nftRule = netfilterMessage(
  'nftRule',
  () => ({
    table: [1, string],
    chain: [2, string],
    handle: [3, be64],
    expressions: [4, list(expression, 1)],
    compat: [5, nest(() => ({ proto: [1, be32], flags: [2, be32] }))],
    position: [6, be64],
    userdata: [7, bytes],
    id: [9, be32],
    positionId: [10, be32],
    chainId: [11, be32],
  }),
  { ignored: [8], types: nftTypes },
);
export type NftRule = Value<typeof nftRule>;
