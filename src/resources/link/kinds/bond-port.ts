import type { Of, portKinds } from '../../../netlink/index.ts';
import { rows } from '../attribute.ts';
import { linkKind } from '../kind.ts';

type BondPortData = Of<(typeof portKinds)['bond']>;
const row = rows<BondPortData>();

/**
 * The attributes of a bond's port: IFLA_INFO_SLAVE_DATA. All of them are lost when it leaves the bond
 * (__bond_release_one).
 */
export const bondPort = linkKind<BondPortData>(
  'bond',
  () => ({
    'bond-port.queue-id': row.number('queueId', 'live'),
    'bond-port.prio': row.number('prio', 'live'),
    'bond-port.actor-port-prio': row.number('actorPortPrio', 'live'),
  }),
  // Not sent if they are already so, as not every mode accepts them.
  { fresh: { 'bond-port.queue-id': 0, 'bond-port.prio': 0, 'bond-port.actor-port-prio': 255 } },
);
