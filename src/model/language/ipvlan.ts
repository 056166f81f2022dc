import { type DeviceLanguage, deviceKeys, LOWER } from './device.ts';

/** The keys of an ipvlan and of an ipvtap. The defaults come from ipvlan_link_new. */
export const ipvlanKeys = (kind: 'ipvlan' | 'ipvtap'): DeviceLanguage['keys'] =>
  deviceKeys(kind, () => ({
    link: LOWER,
    mode: { usual: 'l3' },
    flags: { form: { form: 'set' }, usual: [] },
  }));

export const ipvlan: DeviceLanguage = { kind: 'ipvlan', keys: ipvlanKeys('ipvlan') };
