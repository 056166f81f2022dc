import type { Attributes } from '../value.ts';
import { type DeviceLanguage, deviceKeys, LOWER } from './device.ts';

/** The keys of an ipvlan and of an ipvtap. The defaults come from ipvlan_link_new. */
export const ipvlanKeys = (kind: 'ipvlan' | 'ipvtap'): DeviceLanguage['keys'] =>
  deviceKeys(kind, () => ({
    link: LOWER,
    mode: { usual: 'l3' },
    flags: { form: { form: 'set' }, usual: [] },
  }));

/** As they come up, those that are not in mode l2 lose ARP (ipvlan_open). */
export const ipvlanUsual = ({
  'ipvlan.mode': mode,
  'ipvtap.mode': modeOfTap,
  state,
}: Attributes): Attributes => (state === 'down' ? {} : { arp: (mode ?? modeOfTap) === 'l2' });

export const ipvlan: DeviceLanguage = { kind: 'ipvlan', usual: ipvlanUsual, keys: ipvlanKeys('ipvlan') };
