import { nest, string } from '../../../codec/index.ts';

/** Moves the connection into a flowtable. */
export const flowOffload = nest(() => ({
  tableName: [1, string],
}));
