import type { kinds, Of } from '../../../netlink/index.ts';
import { linkKind } from '../kind.ts';

type BatadvData = Of<(typeof kinds)['batadv']>;

/** A B.A.T.M.A.N. advanced mesh. Dumps have none of its attributes: see ../details/batadv.ts. */
export const batadv = linkKind<BatadvData>('batadv', () => ({
  'batadv.routing-algorithm': {
    how: 'create',
    read: () => undefined,
    write: (value) => ({ algoName: String(value) }),
  },
}));
