import type { kinds, Of } from '../../../netlink/index.ts';
import { rows } from '../attribute.ts';
import { linkKind } from '../kind.ts';

type VrfData = Of<(typeof kinds)['vrf']>;

/** There is no vrf_changelink. */
export const vrf = linkKind<VrfData>('vrf', () => ({
  'vrf.table': rows<VrfData>().number('table', 'create'),
}));
