import { type DeviceLanguage, deviceKeys } from './device.ts';

export const vrf: DeviceLanguage = {
  kind: 'vrf',
  // The size of the largest IPv6 packet with its header (vrf_setup, IP6_MAX_MTU); IFF_NOARP (vrf_dev_init).
  usual: { mtu: 65575, arp: false, multicast: false },
  keys: deviceKeys('vrf', () => ({ table: {} })),
};
