import { type DeviceLanguage, deviceKeys } from './device.ts';

export const vxcan: DeviceLanguage = {
  kind: 'vxcan',
  keys: deviceKeys('vxcan', () => ({
    peer: { form: { form: 'device' } },
    'peer-namespace': {},
  })),
};
