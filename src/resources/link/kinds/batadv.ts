import type { kinds, Of } from '../../../netlink/index.ts';
import { linkKind } from '../kind.ts';

type BatadvData = Of<(typeof kinds)['batadv']>;

/** A mesh of B.A.T.M.A.N. advanced. A dump tells nothing of it: see ../details/batadv.ts. */
export const batadv = linkKind<BatadvData>('batadv', {
  'batadv.routing-algorithm': {
    how: 'create',
    read: () => undefined,
    write: (value) => ({ algoName: String(value) }),
  },
});
