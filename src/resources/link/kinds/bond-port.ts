import type { Of, portKinds } from '../../../netlink/index.ts';
import { rows } from '../attribute.ts';
import { linkKind } from '../kind.ts';

type BondPortData = Of<(typeof portKinds)['bond']>;
const row = rows<BondPortData>();

/** A bond's port: IFLA_INFO_SLAVE_DATA. All of it is lost when the port leaves its bond (__bond_release_one). */
export const bondPort = linkKind<BondPortData>(
  'bond',
  {
    'bond-port.queue-id': row.number('queueId', 'live'),
    'bond-port.prio': row.number('prio', 'live'),
    'bond-port.actor-port-prio': row.number('actorPortPrio', 'live'),
  },
  // Not every mode takes what it has anyway.
  { fresh: { 'bond-port.queue-id': 0, 'bond-port.prio': 0, 'bond-port.actor-port-prio': 255 } },
);
