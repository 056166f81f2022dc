import { IPVLAN_FLAG, IPVLAN_MODE, type kinds, type Of } from '../../../netlink/index.ts';
import { rows } from '../attribute.ts';
import { bitNames } from '../bit-names.ts';
import { comesUp } from '../comes-up.ts';
import { type LinkKind, linkKind } from '../kind.ts';

type IpvlanData = Of<(typeof kinds)['ipvlan']>;
const row = rows<IpvlanData>();

const MODES = { l2: IPVLAN_MODE.L2, l3: IPVLAN_MODE.L3, l3s: IPVLAN_MODE.L3S } as const;
const FLAGS = { private: IPVLAN_FLAG.PRIVATE, vepa: IPVLAN_FLAG.VEPA } as const;

/**
 * An ipvlan, or an ipvtap. Mode and flags belong to the lower device: all ipvlans on it share them
 * (ipvlan_set_port_mode).
 */
export const ipvlanKind = (kind: 'ipvlan' | 'ipvtap'): LinkKind =>
  linkKind<IpvlanData>(
    kind,
    () => ({
      [`${kind}.mode`]: row.choice('mode', MODES, 'live'),
      [`${kind}.flags`]: bitNames('flags', FLAGS, 'live'),
    }),
    {
      receives: 'ipvlan',
      // ipvlan_open, ipvlan_set_port_mode
      renews(before, after) {
        const [had, has] = [before[`${kind}.mode`], after[`${kind}.mode`] ?? 'l3'];
        return comesUp(before, after) || had !== has ? { arp: has === 'l2' } : undefined;
      },
    },
  );

export const ipvlan = ipvlanKind('ipvlan');
