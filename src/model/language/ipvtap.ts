import type { Attributes } from '../value.ts';
import type { DeviceLanguage } from './device.ts';
import { ipvlanKeys, ipvlanUsual } from './ipvlan.ts';

export const ipvtap: DeviceLanguage = {
  kind: 'ipvtap',
  // TUN_READQ_SIZE (ipvtap_setup)
  usual: (attributes: Attributes): Attributes => ({
    ...ipvlanUsual(attributes),
    'transmit-queue-length': 500,
  }),
  keys: ipvlanKeys('ipvtap'),
};
