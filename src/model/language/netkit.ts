import type { Attributes } from '../value.ts';
import { type DeviceLanguage, deviceKeys } from './device.ts';

/** The defaults come from netkit_new_link, drivers/net/netkit.c. */
export const netkit: DeviceLanguage = {
  kind: 'netkit',
  usual: ({ 'netkit.mode': mode }: Attributes): Attributes => (mode === 'l2' ? {} : { arp: false }),
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
