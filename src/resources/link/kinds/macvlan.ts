import type { Value } from '../../../model/index.ts';
import type { kinds, Of } from '../../../netlink/index.ts';
import { rows } from '../attribute.ts';
import { linkKind } from '../kind.ts';

type MacvlanData = Of<(typeof kinds)['macvlan']>;
const row = rows<MacvlanData>();

const MODES = { private: 1, vepa: 2, bridge: 4, passthru: 8, source: 16 } as const;
const FLAGS = { nopromisc: 1, nodst: 2 } as const;

/** macvlan_changelink refuses to enter or leave passthru. */
const modeChange = (before: Value | undefined, after: Value): 'live' | 'create' =>
  before === 'passthru' || after === 'passthru' ? 'create' : 'live';

export const macvlan = linkKind<MacvlanData>('macvlan', {
  'macvlan.mode': row.choice('mode', MODES, modeChange),
  'macvlan.flags': {
    how: 'live',
    read: ({ flags }) =>
      flags === undefined
        ? undefined
        : Object.entries(FLAGS)
            .flatMap(([name, bit]) => ((flags & bit) !== 0 ? [name] : []))
            .sort(),
    write: (value) => ({
      flags: Object.entries(FLAGS).reduce(
        (bits, [name, bit]) => (Array.isArray(value) && value.includes(name) ? bits | bit : bits),
        0,
      ),
    }),
  },
});
