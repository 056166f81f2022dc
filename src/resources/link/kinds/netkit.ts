import { mirrored } from '../../../model/language/pairs.ts';
import type { kinds, Of } from '../../../netlink/index.ts';
import { rows } from '../attribute.ts';
import { linkKind } from '../kind.ts';
import { peerRows } from './pair.ts';

type NetkitData = Of<(typeof kinds)['netkit']>;
const row = rows<NetkitData>();

const POLICIES = { forward: 0, blackhole: 2 } as const;
const SCRUBS = { none: 0, default: 1 } as const;

/** A pair of devices for BPF programs. netkit_change_link changes only policies, and only through the primary end. */
export const netkit = linkKind<NetkitData>(
  'netkit',
  () => ({
    ...peerRows('netkit'),
    'netkit.pairing': row.choice('pairing', { pair: 0, single: 1 }, 'create'),
    'netkit.mode': row.choice('mode', { l2: 0, l3: 1 }, 'create'),
    'netkit.policy': row.choice('policy', POLICIES, 'live'),
    'netkit.peer-policy': row.choice('peerPolicy', POLICIES, 'live'),
    'netkit.scrub': row.choice('scrub', SCRUBS, 'create'),
    'netkit.peer-scrub': row.choice('peerScrub', SCRUBS, 'create'),
    'netkit.headroom': row.number('headroom', 'create'),
    'netkit.tailroom': row.number('tailroom', 'create'),
    'netkit.primary': {
      how: 'create',
      read: ({ primary }) => (primary === undefined ? undefined : primary !== 0),
      write: () => ({}),
    },
  }),
  {
    settledBy: (before, attributes) =>
      before['netkit.primary'] === false && typeof before['netkit.peer'] === 'string'
        ? { name: before['netkit.peer'], attributes: mirrored('netkit', attributes) }
        : undefined,
  },
);
