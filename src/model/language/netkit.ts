import { type DeviceLanguage, deviceKeys } from './device.ts';

/** The defaults come from netkit_new_link, drivers/net/netkit.c. */
export const netkit: DeviceLanguage = {
  kind: 'netkit',
  keys: deviceKeys('netkit', () => ({
    peer: { form: { form: 'device' } },
    'peer-namespace': {},
    pairing: { usual: 'pair' },
    mode: { usual: 'l3' },
    policy: { usual: 'forward' },
    'peer-policy': { usual: 'forward' },
    scrub: { usual: 'default' },
    'peer-scrub': { usual: 'default' },
    headroom: { usual: 0 },
    tailroom: { usual: 0 },
  })),
};
