import { type DeviceLanguage, deviceKeys } from './device.ts';

export const batadv: DeviceLanguage = {
  kind: 'batadv',
  keys: deviceKeys('batadv', {
    // Always written: what a new mesh has is a setting of the module (batadv_routing_algo).
    'routing-algorithm': {},
  }),
};
