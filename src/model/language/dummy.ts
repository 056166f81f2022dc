import type { DeviceLanguage } from './device.ts';

export const dummy: DeviceLanguage = {
  kind: 'dummy',
  keys: [],
  // dummy_setup: IFF_NOARP, no IFF_MULTICAST.
  usual: { arp: false, multicast: false },
};
