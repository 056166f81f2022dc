import { type DeviceLanguage, deviceKeys, LOWER } from './device.ts';

/** The keys of a macvlan and of a macvtap. */
export const macvlanKeys = (kind: 'macvlan' | 'macvtap'): DeviceLanguage['keys'] =>
  deviceKeys(kind, () => ({
    link: LOWER,
    // Always written: the default has changed over time.
    mode: {},
    flags: { form: { form: 'set' }, usual: [] },
    macaddresses: { form: { form: 'set' }, usual: [] },
    // MACVLAN_DEFAULT_BC_QUEUE_LEN
    'bc-queue-len': { usual: 1000 },
    // macvlan_port_create
    'bc-limit': { usual: 1 },
  }));

export const macvlan: DeviceLanguage = { kind: 'macvlan', keys: macvlanKeys('macvlan') };
