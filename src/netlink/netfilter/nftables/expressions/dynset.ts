import { be32, be64, bits, enumerated, list, nest, string } from '../../../codec/index.ts';
import { NFT_DYNSET_F, NFT_DYNSET_OP } from '../../../constants/nftables.ts';
import { statefulExpression } from './stateful.ts';

/** Puts a register into a set, with expressions that keep state. */
export const dynset = nest(
  () => ({
    setName: [1, string],
    setId: [2, be32],
    op: [3, enumerated(be32, NFT_DYNSET_OP)],
    sregKey: [4, be32],
    sregData: [5, be32],
    timeout: [6, be64],
    expr: [7, statefulExpression],
    flags: [9, bits(be32, NFT_DYNSET_F)],
    expressions: [10, list(statefulExpression, 1)],
  }),
  [8],
);
