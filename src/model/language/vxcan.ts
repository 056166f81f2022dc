import { type DeviceLanguage, deviceKeys } from './device.ts';

export const vxcan: DeviceLanguage = {
  kind: 'vxcan',
  // IFF_NOARP (vxcan_setup)
  usual: { arp: false, multicast: false },
  keys: deviceKeys('vxcan', () => ({
    peer: { form: { form: 'device' } },
    'peer-namespace': {},
  })),
};
