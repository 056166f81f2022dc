import { type DeviceLanguage, deviceKeys } from './device.ts';

/** The defaults come from hsr_newlink, net/hsr/hsr_netlink.c. */
export const hsr: DeviceLanguage = {
  kind: 'hsr',
  keys: deviceKeys('hsr', () => ({
    interfaces: { form: { form: 'devices', below: true } },
    interlink: { form: { form: 'device', below: true } },
    supervision: { usual: 0 },
    protocol: { usual: 'hsr' },
    version: { usual: 0 },
  })),
};
