import { type DeviceLanguage, deviceKeys } from './device.ts';

/** `peer` holds for both ends, so it has a reader of its own (config/checks/peers.ts). */
export const veth: DeviceLanguage = {
  kind: 'veth',
  keys: deviceKeys('veth', {
    peer: { form: { form: 'device' } },
    'peer-namespace': {},
  }),
};
