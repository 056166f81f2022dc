import { type DeviceLanguage, deviceKeys } from './device.ts';

/** The defaults come from wg_setup and wg_open, drivers/net/wireguard/device.c. */
export const wireguard: DeviceLanguage = {
  kind: 'wireguard',
  // wg_open turns off the generation of link-local addresses.
  usual: { arp: false, multicast: false, 'ipv6-address-generation': 'none' },
  keys: deviceKeys('wireguard', () => ({
    key: { as: 'private-key', form: { form: 'wireguard-key' }, usual: null, spellings: ['keys'] },
    port: { usual: 0 },
    mark: { form: { form: 'number', most: 0xffffffff }, usual: 0 },
    peers: { form: { form: 'wireguard-peers' }, usual: [] },
  })),
};
