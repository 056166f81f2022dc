import type { kinds, Of } from '../../../netlink/index.ts';
import { rows } from '../attribute.ts';
import { linkKind } from '../kind.ts';

type IpoibData = Of<(typeof kinds)['ipoib']>;
const row = rows<IpoibData>();

/** A child of an IP over InfiniBand device, for another partition. */
export const ipoib = linkKind<IpoibData>(
  'ipoib',
  () => ({
    // ipoib_changelink ignores it.
    'ipoib.pkey': row.number('pkey', 'create'),
    'ipoib.mode': row.choice('mode', { datagram: 0, connected: 1 }, 'live'),
    'ipoib.umcast': row.boolean('umcast', 'live'),
  }),
  {
    // __ipoib_vlan_add: one child for each partition.
    claim: ({ link, 'ipoib.pkey': pkey }) =>
      typeof link === 'string' && pkey !== undefined ? `${link} ${pkey}` : undefined,
  },
);
