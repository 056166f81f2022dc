import { type DeviceLanguage, deviceKeys, LOWER } from './device.ts';

export const ipoib: DeviceLanguage = {
  kind: 'ipoib',
  keys: deviceKeys('ipoib', {
    link: LOWER,
    // Always written: without them a child has what its parent has (ipoib_new_child_link).
    pkey: { form: { form: 'bits32' } },
    mode: {},
    umcast: { usual: false },
  }),
};
