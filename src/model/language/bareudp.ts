import { type DeviceLanguage, deviceKeys } from './device.ts';

export const bareudp: DeviceLanguage = {
  kind: 'bareudp',
  // IFF_NOARP (bareudp_setup)
  usual: { arp: false },
  keys: deviceKeys('bareudp', () => ({
    port: {},
    ethertype: {},
    srcportmin: { usual: 0 },
    multiproto: { usual: false },
  })),
};
