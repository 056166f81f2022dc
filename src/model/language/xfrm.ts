import { type DeviceLanguage, deviceKeys, LOWER } from './device.ts';

export const xfrm: DeviceLanguage = {
  kind: 'xfrm',
  // IFF_NOARP (xfrmi_dev_setup)
  usual: { arp: false, multicast: false },
  keys: deviceKeys('xfrm', () => ({
    // An interface for all policies has no id.
    id: { usual: 0 },
    link: LOWER,
    external: { usual: false },
  })),
};
