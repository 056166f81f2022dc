import type { Attributes } from '../value.ts';
import { type DeviceLanguage, deviceKeys } from './device.ts';

/** The defaults come from tun_set_iff and tun_net_initialize, drivers/net/tun.c. */
export const tun: DeviceLanguage = {
  kind: 'tun',
  keys: deviceKeys('tun', () => ({
    mode: {},
    owner: { form: { form: 'account', of: 'user' }, usual: null },
    group: { form: { form: 'account', of: 'group' }, usual: null },
    'multi-queue': { usual: false },
    'packet-information': { usual: false },
    'vnet-header': { usual: false },
  })),
  usual: ({ 'tun.mode': mode, 'ipv6-address-generation': generation }: Attributes): Attributes =>
    mode === 'tun'
      ? {
          arp: false,
          'transmit-queue-length': 500,
          // The kernel changes `eui64` to `random` when a process opens the device (addrconf_dev_config).
          'ipv6-address-generation': generation === 'eui64' ? 'eui64' : 'random',
        }
      : {},
};
