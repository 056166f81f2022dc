import { type DeviceLanguage, deviceKeys } from './device.ts';

export const batadv: DeviceLanguage = {
  kind: 'batadv',
  keys: deviceKeys('batadv', () => ({
    // Always written: the default of a new mesh is a setting of the module (batadv_routing_algo).
    'routing-algorithm': {},
  })),
};
