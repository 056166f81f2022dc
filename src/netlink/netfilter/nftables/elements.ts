import { be32, be64, bits, bytes, list, nest, string, type Value } from '../../codec/index.ts';
import { NFT_SET_ELEM_F } from '../../constants/nftables.ts';
import { netfilterMessage } from '../message.ts';
import { nftData } from './data.ts';
import { statefulExpression } from './expressions/stateful.ts';
import { nftTypes } from './types.ts';

const element = nest(
  () => ({
    key: [1, nftData],
    data: [2, nftData],
    flags: [3, bits(be32, NFT_SET_ELEM_F)],
    timeout: [4, be64],
    expiration: [5, be64],
    userdata: [6, bytes],
    expr: [7, statefulExpression],
    objref: [9, string],
    keyEnd: [10, nftData],
    expressions: [11, list(statefulExpression, 1)],
  }),
  [8],
);

/**
 * NFT_MSG_*SETELEM: NFTA_SET_ELEM_LIST_*. A range in a set with NFT_SET_F.INTERVAL is two elements: its first key, and the
 * first key behind it with NFT_SET_ELEM_F.INTERVAL_END. With NFT_SET_F.CONCAT as well, it is one with `keyEnd`.
 */
export const nftElements = netfilterMessage(
  'nftElements',
  () => ({
    table: [1, string],
    set: [2, string],
    elements: [3, list(element, 1)],
    setId: [4, be32],
  }),
  { types: nftTypes },
);
export type NftElements = Value<typeof nftElements>;
