import { type DeviceLanguage, deviceKeys } from './device.ts';

export const vrf: DeviceLanguage = { kind: 'vrf', keys: deviceKeys('vrf', { table: {} }) };
