import { be32, nest, string } from '../../../codec/index.ts';

/** Uses an object by its name, or that which a map has for a register. */
export const objref = nest(() => ({
  immType: [1, be32],
  immName: [2, string],
  setSreg: [3, be32],
  setName: [4, string],
  setId: [5, be32],
}));
