import type { DeviceLanguage } from './device.ts';
import { macvlanKeys } from './macvlan.ts';

export const macvtap: DeviceLanguage = { kind: 'macvtap', keys: macvlanKeys('macvtap') };
