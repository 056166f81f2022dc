import type { DeviceLanguage } from './device.ts';

export const nlmon: DeviceLanguage = { kind: 'nlmon', keys: () => [] };
