import { type DeviceLanguage, deviceKeys } from './device.ts';

export const dummy: DeviceLanguage = {
  kind: 'dummy',
  keys: deviceKeys('dummy', () => ({ carrier: { attribute: 'carrier', usual: true } })),
  // dummy_setup: IFF_NOARP, no IFF_MULTICAST.
  usual: { arp: false, multicast: false },
};
