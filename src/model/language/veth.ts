import { type DeviceLanguage, deviceKeys } from './device.ts';

/** `peer` concerns both ends, so it is handled separately (config/checks/peers.ts). */
export const veth: DeviceLanguage = {
  kind: 'veth',
  keys: deviceKeys('veth', () => ({
    peer: { form: { form: 'device' } },
    'peer-namespace': {},
  })),
};
