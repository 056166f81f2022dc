import type { DeviceLanguage } from './device.ts';
import { ipvlanKeys } from './ipvlan.ts';

export const ipvtap: DeviceLanguage = { kind: 'ipvtap', keys: ipvlanKeys('ipvtap') };
