import { type DeviceLanguage, deviceKeys, LOWER } from './device.ts';

export const ipoib: DeviceLanguage = {
  kind: 'ipoib',
  keys: deviceKeys('ipoib', () => ({
    link: LOWER,
    // Always written: their default is the parent's value (ipoib_new_child_link).
    pkey: { form: { form: 'bits32' } },
    mode: {},
    umcast: { usual: false },
  })),
};
