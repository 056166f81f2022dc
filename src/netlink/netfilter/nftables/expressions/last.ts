import { be32, be64, nest } from '../../../codec/index.ts';

/** When the rule was reached last. */
export const last = nest(
  () => ({
    set: [1, be32],
    msecs: [2, be64],
  }),
  [3],
);
