import type { Value } from '../../../model/index.ts';
import { type kinds, MACVLAN_FLAG, MACVLAN_MACADDR, MACVLAN_MODE, type Of } from '../../../netlink/index.ts';
import { type AttributeTable, rows } from '../attribute.ts';
import { bitNames } from '../bit-names.ts';
import { type LinkKind, linkKind } from '../kind.ts';

type MacvlanData = Of<(typeof kinds)['macvlan']>;
const row = rows<MacvlanData>();

const MODES = {
  private: MACVLAN_MODE.PRIVATE,
  vepa: MACVLAN_MODE.VEPA,
  bridge: MACVLAN_MODE.BRIDGE,
  passthru: MACVLAN_MODE.PASSTHRU,
  source: MACVLAN_MODE.SOURCE,
} as const;
const FLAGS = { nopromisc: MACVLAN_FLAG.NOPROMISC, nodst: MACVLAN_FLAG.NODST } as const;

/** macvlan_port_create */
const BC_LIMIT = 1;

/** macvlan_changelink refuses to enter or leave passthru. */
const modeChange = (before: Value | undefined, after: Value): 'live' | 'create' =>
  before === 'passthru' || after === 'passthru' ? 'create' : 'live';

const table = (kind: string): AttributeTable<MacvlanData> => ({
  [`${kind}.mode`]: row.choice('mode', MODES, modeChange),
  [`${kind}.flags`]: bitNames('flags', FLAGS, 'live'),
  [`${kind}.macaddresses`]: {
    how: 'live',
    // Only a device in source mode has such a list; the kernel reports it in the order of its hash table.
    read: ({ mode, macaddrData }) => (mode === MODES.source ? [...(macaddrData ?? [])].sort() : undefined),
    write: (value) => ({
      macaddrMode: MACVLAN_MACADDR.SET,
      ...(Array.isArray(value) && value.length > 0 && { macaddrData: value.map(String) }),
    }),
  },
  [`${kind}.bc-queue-len`]: row.number('bcQueueLen', 'live'),
  [`${kind}.bc-limit`]: {
    ...row.number('bcCutoff', 'live'),
    // macvlan_fill_info leaves it out if it has the value of a new lower device.
    read: ({ bcCutoff = BC_LIMIT }) => bcCutoff,
  },
});

/** A macvlan, or a macvtap, which has a character device in addition. */
export const macvlanKind = (kind: 'macvlan' | 'macvtap'): LinkKind =>
  linkKind<MacvlanData>(kind, () => table(kind), {
    receives: 'macvlan',
    // macvlan_changelink empties the list as the device leaves source mode, and refuses one in any other mode.
    takes: (attribute, wanted) => attribute !== `${kind}.macaddresses` || wanted[`${kind}.mode`] === 'source',
  });

export const macvlan = macvlanKind('macvlan');
