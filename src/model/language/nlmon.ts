import type { DeviceLanguage } from './device.ts';

export const nlmon: DeviceLanguage = {
  kind: 'nlmon',
  // IFF_NOARP (nlmon_setup)
  usual: { arp: false, multicast: false },
  keys: () => [],
};
