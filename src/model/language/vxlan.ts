import { type DeviceLanguage, deviceKeys, LOWER } from './device.ts';

/** The defaults come from vxlan_nl2conf, drivers/net/vxlan/vxlan_core.c. */
export const vxlan: DeviceLanguage = {
  kind: 'vxlan',
  keys: deviceKeys('vxlan', () => ({
    id: { usual: 0 },
    link: LOWER,
    local: { form: { form: 'ip', unicast: true }, usual: null },
    remote: { form: { form: 'ip' }, usual: null },
    port: {},
    ttl: { form: { form: 'number', most: 255, words: { inherit: 'inherit' } }, usual: 0 },
    'type-of-service': { form: { form: 'number', most: 255, words: { inherit: 1 } }, usual: 0 },
    'flow-label': { form: { form: 'number', most: 0xfffff, words: { inherit: 'inherit' } }, usual: 0 },
    'mac-learning': { usual: true },
    ageing: { usual: 300, spellings: ['aging'] },
    'do-not-fragment': { form: { form: 'switch', words: ['inherit'] }, usual: false },
    localbypass: { usual: true },
    limit: { usual: 0 },
    'arp-proxy': { usual: false },
    'short-circuit': { usual: false },
    'port-range': { form: { form: 'range' }, usual: [0, 0] },
    notifications: {
      form: { form: 'switches', words: { 'l2-miss': 'vxlan.l2-miss', 'l3-miss': 'vxlan.l3-miss' } },
      usual: [],
    },
    checksums: {
      form: {
        form: 'switches',
        words: {
          udp: 'vxlan.udp-checksum',
          'zero-udp6-tx': 'vxlan.zero-udp6-tx',
          'zero-udp6-rx': 'vxlan.zero-udp6-rx',
          'remote-tx': 'vxlan.remote-tx',
          'remote-rx': 'vxlan.remote-rx',
        },
      },
      usual: ['udp'],
    },
    extensions: {
      form: {
        form: 'switches',
        words: { 'group-policy': 'vxlan.group-policy', 'generic-protocol': 'vxlan.generic-protocol' },
      },
      usual: [],
    },
    // Absent: all bits that the extensions do not use.
    'reserved-bits': { form: { form: 'bits64' }, usual: null },
    external: { usual: false },
    vnifilter: { usual: false },
    vnis: { form: { form: 'vnis' }, usual: [] },
  })),
};
