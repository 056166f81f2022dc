import type { DeviceLanguage } from './device.ts';

export const vcan: DeviceLanguage = { kind: 'vcan', keys: () => [] };
