import type { kinds, Of } from '../../../netlink/index.ts';
import { rows } from '../attribute.ts';
import { linkKind } from '../kind.ts';

type BridgeData = Of<(typeof kinds)['bridge']>;
const row = rows<BridgeData>();

/** Times are in seconds here and in USER_HZ ticks of 1/100 s in the kernel (br_fill_info, net/bridge/br_netlink.c). */
const TICKS = 100;

export const bridge = linkKind<BridgeData>(
  'bridge',
  {
    'bridge.stp': row.boolean('stpState', 'live'),
    'bridge.priority': row.number('priority', 'live'),
    'bridge.forward-delay': row.scaled('forwardDelay', TICKS, 'live'),
    'bridge.hello-time': row.scaled('helloTime', TICKS, 'live'),
    'bridge.max-age': row.scaled('maxAge', TICKS, 'live'),
    'bridge.ageing-time': row.scaled('ageingTime', TICKS, 'live'),
  },
  // br_changelink looks at the forward delay before STP, and refuses one below 2 s while STP is still on.
  { sentFirst: ['bridge.stp'] },
);
