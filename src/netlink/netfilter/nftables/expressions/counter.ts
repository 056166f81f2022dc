import { be64, nest } from '../../../codec/index.ts';

/** Counts packets and bytes. */
export const counterExpression = nest(
  () => ({
    bytes: [1, be64],
    packets: [2, be64],
  }),
  [3],
);
