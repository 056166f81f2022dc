import { type DeviceLanguage, deviceKeys } from './device.ts';

/** The defaults come from geneve_newlink, drivers/net/geneve.c. */
export const geneve: DeviceLanguage = {
  kind: 'geneve',
  keys: deviceKeys('geneve', () => ({
    id: {},
    local: { form: { form: 'ip', unicast: true }, usual: null },
    remote: { form: { form: 'ip', unicast: true } },
    port: { usual: 6081 },
    'port-range': { form: { form: 'range' }, usual: [1, 65535] },
    ttl: { form: { form: 'number', most: 255, words: { inherit: 'inherit' } }, usual: 0 },
    'type-of-service': { form: { form: 'number', most: 255, words: { inherit: 1 } }, usual: 0 },
    'flow-label': { form: { form: 'number', most: 0xfffff }, usual: 0 },
    'do-not-fragment': { form: { form: 'switch', words: ['inherit'] }, usual: false },
    checksums: {
      form: {
        form: 'switches',
        words: {
          udp: 'geneve.udp-checksum',
          'zero-udp6-tx': 'geneve.zero-udp6-tx',
          'zero-udp6-rx': 'geneve.zero-udp6-rx',
        },
      },
      usual: [],
    },
    external: { usual: false },
    'inner-proto-inherit': { usual: false },
    'gro-hint': { usual: false },
  })),
};
