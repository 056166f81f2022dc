import type { DeviceLanguage } from './device.ts';
import { macvlanKeys } from './macvlan.ts';

export const macvtap: DeviceLanguage = {
  kind: 'macvtap',
  // TUN_READQ_SIZE (macvtap_setup)
  usual: { 'transmit-queue-length': 500 },
  keys: macvlanKeys('macvtap'),
};
