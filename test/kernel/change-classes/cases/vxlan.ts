import { casesOf, type KindCases, type More } from '../case.ts';

const row = casesOf('vxlan');
const live = (name: string, first: unknown, second: unknown, more?: More) =>
  row(`vxlan.${name}`, 'live', first, second, more);
/** One that vxlan_nl2conf takes at creation only. */
const fixed = (name: string, first: unknown, second: unknown, more?: More) =>
  row(`vxlan.${name}`, 'create', first, second, more);

const V6 = { with: { remote: '2001:db8::2' } };

const EXTERNAL = { external: true, id: undefined, remote: undefined };

export const vxlan: KindCases = {
  kind: 'vxlan',
  needs: ['vxlan'],
  section: 'tunnels',
  device: { mode: 'vxlan', id: 7, remote: '192.0.2.2', port: 4789 },
  cases: [
    fixed('id', 7, 8, { shows: { id: 8 } }),
    live('remote', '192.0.2.2', '192.0.2.3', { shows: { remote: '192.0.2.3' } }),
    live('remote', '2001:db8::2', '2001:db8::3', { shows: { remote6: '2001:db8::3' } }),
    fixed('remote', '192.0.2.2', '2001:db8::2', { shows: { remote6: '2001:db8::2' } }),
    live('local', '192.0.2.1', '192.0.2.11', { shows: { local: '192.0.2.11' } }),
    row('link', 'live', 'eth0', 'eth1', { with: { remote: '239.1.1.1' }, shows: { link: 'eth1' } }),
    live('ttl', 0, 64, { shows: { ttl: 64 } }),
    fixed('ttl', 64, 'inherit'),
    live('type-of-service', 0, 16, { shows: { tos: '0x10' } }),
    live('flow-label', 0, 100, V6),
    live('flow-label', 100, 'inherit', { ...V6, unseen: 'iproute2 has no word for it' }),
    live('mac-learning', true, false, { shows: { learning: false } }),
    live('ageing', 300, 60, { shows: { ageing: 60 } }),
    live('do-not-fragment', false, true, { shows: { df: 'set' } }),
    live('localbypass', true, false, { needs: ['vxlan-localbypass'] }),
    fixed('limit', 0, 100, { shows: { limit: 100 } }),
    fixed('port', 4789, 4790, { shows: { port: 4790 } }),
    fixed('port-range', [0, 0], [5000, 6000]),
    fixed('reserved-bits', '0x0f', '0xff', { needs: ['vxlan-reserved-bits'] }),
    fixed('arp-proxy', false, true, { shows: { proxy: true } }),
    fixed('short-circuit', false, true, { shows: { rsc: true } }),
    fixed('l2-miss', [], ['l2-miss'], { shows: { l2miss: true } }),
    fixed('l3-miss', [], ['l3-miss'], { shows: { l3miss: true } }),
    fixed('udp-checksum', ['udp'], [], { shows: { udp_csum: false } }),
    fixed('zero-udp6-tx', ['udp'], ['udp', 'zero-udp6-tx'], V6),
    fixed('zero-udp6-rx', ['udp'], ['udp', 'zero-udp6-rx'], V6),
    fixed('remote-tx', ['udp'], ['udp', 'remote-tx'], { shows: { remcsum_tx: true } }),
    fixed('remote-rx', ['udp'], ['udp', 'remote-rx'], { shows: { remcsum_rx: true } }),
    {
      attribute: 'vxlan.external',
      how: 'create',
      says: [{}, EXTERNAL],
    },
    {
      attribute: 'vxlan.vnifilter',
      how: 'create',
      says: [
        { ...EXTERNAL, vnifilter: false },
        { ...EXTERNAL, vnifilter: true },
      ],
    },
    fixed('group-policy', [], ['group-policy'], { shows: { gbp: true } }),
    fixed('generic-protocol', [], ['generic-protocol'], { with: EXTERNAL, shows: { gpe: true } }),
    live('vnis', [10, '20-29'], [10, '20-25', 40], {
      with: { ...EXTERNAL, vnifilter: true },
    }),
  ],
};
