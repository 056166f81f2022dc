import type { DeviceLanguage } from './device.ts';

export const vcan: DeviceLanguage = {
  kind: 'vcan',
  // IFF_NOARP (vcan_setup)
  usual: { arp: false, multicast: false },
  keys: () => [],
};
