import { type DeviceLanguage, deviceKeys, LOWER } from './device.ts';

/**
 * The defaults come from macsec_add_dev and init_rx_sc, drivers/net/macsec.c. The cipher suite is read before the keys.
 */
export const macsec: DeviceLanguage = {
  kind: 'macsec',
  keys: deviceKeys('macsec', () => ({
    link: LOWER,
    port: { form: { form: 'macsec-port' } },
    sci: { form: { form: 'macsec-sci' } },
    cipher: { usual: 'gcm-aes-128' },
    'icv-length': { usual: 16 },
    encrypt: { usual: false },
    protect: { usual: true },
    'send-sci': { usual: true },
    'end-station': { usual: false },
    scb: { usual: false },
    validate: { usual: 'strict' },
    'replay-protect': { usual: false },
    window: {},
    offload: { usual: 'off' },
    'encoding-sa': { usual: 0 },
    'transmit-keys': { form: { form: 'macsec-keys' }, usual: [] },
    receive: { form: { form: 'macsec-channels' }, usual: [] },
  })),
};
