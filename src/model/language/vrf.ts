import { type DeviceLanguage, deviceKeys } from './device.ts';

export const vrf: DeviceLanguage = {
  kind: 'vrf',
  // The size of the largest IPv6 packet with its header (vrf_setup, IP6_MAX_MTU).
  usual: { mtu: 65575 },
  keys: deviceKeys('vrf', () => ({ table: {} })),
};
