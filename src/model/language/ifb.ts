import type { DeviceLanguage } from './device.ts';

export const ifb: DeviceLanguage = { kind: 'ifb', keys: () => [] };
