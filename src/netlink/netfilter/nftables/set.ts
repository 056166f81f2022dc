import { be32, be64, bits, bytes, enumerated, list, nest, string, type Value } from '../../codec/index.ts';
import { NFT_OBJECT, NFT_SET_F, NFT_SET_POL } from '../../constants/nftables.ts';
import { netfilterMessage } from '../message.ts';
import { statefulExpression } from './expressions/stateful.ts';
import { nftTypes } from './types.ts';

/**
 * NFT_MSG_*SET: NFTA_SET_*. The kernel needs `keyLen`; `keyType` and `dataType` are for programs like nft, except for
 * NFT_DATA_VERDICT. A new set needs an `id`, by which requests of the same transaction find it. Times are milliseconds.
 */
export const nftSet = netfilterMessage(
  'nftSet',
  () => ({
    table: [1, string],
    name: [2, string],
    flags: [3, bits(be32, NFT_SET_F)],
    keyType: [4, be32],
    keyLen: [5, be32],
    dataType: [6, be32],
    dataLen: [7, be32],
    policy: [8, enumerated(be32, NFT_SET_POL)],
    desc: [
      9,
      nest(() => ({
        size: [1, be32],
        concat: [2, list(nest({ len: [1, be32] }), 1)],
      })),
    ],
    id: [10, be32],
    timeout: [11, be64],
    gcInterval: [12, be32],
    userdata: [13, bytes],
    objType: [15, enumerated(be32, NFT_OBJECT)],
    handle: [16, be64],
    expr: [17, statefulExpression],
    expressions: [18, list(statefulExpression, 1)],
    type: [19, string],
    count: [20, be32],
  }),
  { ignored: [14], types: nftTypes },
);
export type NftSet = Value<typeof nftSet>;
