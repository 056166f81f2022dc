import { type DeviceLanguage, deviceKeys } from './device.ts';

/** The size of the largest IPv6 packet with its header (vrf_setup, IP6_MAX_MTU). */
export const VRF_MTU = 65575;

export const vrf: DeviceLanguage = {
  kind: 'vrf',
  // IFF_NOARP (vrf_dev_init)
  usual: { mtu: VRF_MTU, arp: false, multicast: false },
  keys: deviceKeys('vrf', () => ({ table: { form: { form: 'table' } } })),
};
