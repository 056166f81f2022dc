import type { Of, portKinds } from '../../../netlink/index.ts';
import { rows } from '../attribute.ts';
import { linkKind } from '../kind.ts';

type BridgePortData = Of<(typeof portKinds)['bridge']>;
const row = rows<BridgePortData>();

/** A bridge's port: IFLA_INFO_SLAVE_DATA. All of it is lost when the port leaves its bridge (del_nbp). */
export const bridgePort = linkKind<BridgePortData>('bridge', {
  'bridge-port.path-cost': row.number('cost', 'live'),
  'bridge-port.port-priority': row.number('priority', 'live'),
  'bridge-port.hairpin': row.boolean('mode', 'live'),
  'bridge-port.neigh-suppress': row.boolean('neighSuppress', 'live'),
  'bridge-port.port-mac-learning': row.boolean('learning', 'live'),
});
