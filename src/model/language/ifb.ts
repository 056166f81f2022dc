import type { DeviceLanguage } from './device.ts';

export const ifb: DeviceLanguage = {
  kind: 'ifb',
  // ifb_setup, TX_Q_LIMIT
  usual: { arp: false, multicast: false, 'transmit-queue-length': 32 },
  keys: () => [],
};
