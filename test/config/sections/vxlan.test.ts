import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, network } from '../diagnose.ts';

const vxlan = (keys: string): string =>
  network('ethernets: {e: {}}', 'tunnels:', `  vx0: {mode: vxlan, id: 5, ${keys}}`);

const CASES: readonly Case[] = [
  [
    'other tunnel modes',
    network('tunnels: {t: {mode: gre, remote: 192.0.2.1, key: 5, ttl: «999»}}'),
    ['out-of-range'],
    /"ttl"/,
  ],
  [
    'an unknown tunnel mode',
    network('tunnels: {t: {mode: «vxlam», id: 5}}'),
    ['wrong-value'],
    /did you mean "vxlan"/,
  ],
  [
    'a tunnel without a mode and an id',
    network('tunnels: {«t»: {}}').replace('«t»: {}', '«t»: {id: 5}'),
    ['missing-key'],
    /needs "mode"/,
  ],
  [
    'reserved bits that are none',
    vxlan('reserved-bits: «255»'),
    ['wrong-value'],
    /0x and up to 16 hexadecimal digits/,
  ],
  [
    'reserved bits that an extension uses',
    vxlan('extensions: [group-policy], reserved-bits: «0x8000000000000001»'),
    ['wrong-value'],
    /uses: 0x8000000000000000/,
  ],
  ['an id out of its range', network('tunnels: {t: {mode: vxlan, id: «16777216»}}'), ['out-of-range']],
  [
    'ends that are no addresses',
    vxlan('remote: «host», local: «10.0.0.1/24»'),
    ['wrong-value', 'wrong-value'],
  ],
  ['ends of two families', vxlan('remote: 192.0.2.1, local: «"fd00::1"»'), ['family-mismatch']],
  ['a multicast group without a device', vxlan('remote: «239.1.1.1»'), ['missing-key'], /needs "link"/],
  [
    'a multicast group of one VNI without a device',
    network(
      'tunnels: {vx: {mode: vxlan, external: true, vnifilter: true, vnis: «[5, {id: 6, remote: 239.1.1.1}]»}}',
    ),
    ['missing-key'],
    /VNI 6 needs "link"/,
  ],
  ['a multicast source', vxlan('link: e, local: «239.1.1.1»'), ['wrong-value']],
  ['a lower device that is not defined', vxlan('link: «x»'), ['undefined-interface']],
  ['a port range that is turned round', vxlan('port-range: «[9, 5]»'), ['w:wrong-order']],
  ['a port range of one port', vxlan('port-range: «[9]»'), ['wrong-value'], /at least 2 entries/],
  [
    'a port out of its range',
    vxlan('port: «99999», type-of-service: «999»'),
    ['out-of-range', 'out-of-range'],
  ],
  ['an unknown checksum', vxlan('checksums: [udp, «upd»]'), ['wrong-value'], /did you mean "udp"/],
  [
    'an extension that the kernel has only elsewhere',
    vxlan('extensions: «[generic-protocol]»'),
    ['missing-key'],
  ],
  [
    'a flow label over IPv4',
    vxlan('remote: 192.0.2.1, flow-label: «7»'),
    ['conflict'],
    /only for a VXLAN over IPv6/,
  ],
  ['WireGuard keys on a VXLAN', vxlan('«peers»: []'), ['w:no-effect']],
  [
    'the same id on the same port twice',
    network('tunnels:', '  a: {mode: vxlan, id: 5}', '  b: {mode: vxlan, id: «5», port: 8472}'),
    ['duplicate-vni'],
    /"a" already/,
  ],
];

for (const example of CASES) test(`VXLAN: ${example[0]}`, () => checkCase(example));

const attributesOf = (text: string, id: string) =>
  declared(text).links.find((link) => link.id === id)?.link.attributes;

test('every key of a VXLAN is an attribute', () => {
  const text = vxlan(
    'link: e, remote: "FD00::2", local: "fd00:0::1", type-of-service: 1, ttl: 0, mac-learning: off, ageing: 9, limit: 7, arp-proxy: on, notifications: [l3-miss], short-circuit: n, checksums: [udp, remote-rx], extensions: [group-policy], port: 4789, port-range: [5, 9], flow-label: 3, do-not-fragment: y',
  );
  assert.deepEqual(attributesOf(text, 'vx0'), {
    ...{
      'vxlan.id': 5,
      'vxlan.ttl': 0,
      'vxlan.type-of-service': 1,
      'vxlan.mac-learning': false,
      'vxlan.ageing': 9,
    },
    ...{
      'vxlan.limit': 7,
      'vxlan.arp-proxy': true,
      'vxlan.short-circuit': false,
      'vxlan.port': 4789,
      'vxlan.flow-label': 3,
    },
    ...{
      'vxlan.do-not-fragment': true,
      'vxlan.l2-miss': false,
      'vxlan.l3-miss': true,
      'vxlan.udp-checksum': true,
    },
    ...{
      'vxlan.zero-udp6-tx': false,
      'vxlan.zero-udp6-rx': false,
      'vxlan.remote-tx': false,
      'vxlan.remote-rx': true,
    },
    ...{ 'vxlan.group-policy': true, 'vxlan.generic-protocol': false, 'vxlan.port-range': [5, 9], link: 'e' },
    ...{ 'vxlan.remote': 'fd00::2', 'vxlan.local': 'fd00::1', state: 'up' },
  });
});

test('an age of 0 is what the kernel makes of it: 300 seconds', () => {
  assert.equal(attributesOf(vxlan('ageing: 0'), 'vx0')?.['vxlan.ageing'], 300);
  assert.equal(attributesOf(vxlan('aging: 0'), 'vx0')?.['vxlan.ageing'], 300);
});

test('an empty list turns its switches off, an absent one says nothing', () => {
  assert.equal(attributesOf(vxlan('notifications: []'), 'vx0')?.['vxlan.l2-miss'], false);
  assert.equal('vxlan.l2-miss' in (attributesOf(vxlan('ttl: 1'), 'vx0') ?? {}), false);
});

test('the same VXLAN id on another port or family is another network', () => {
  const text = network(
    'tunnels:',
    '  a: {mode: vxlan, id: 5, remote: 192.0.2.1}',
    '  b: {mode: vxlan, id: 5, port: 4789}',
    '  c: {mode: vxlan, id: 5, remote: "fd00::1"}',
  );
  assert.equal(declared(text).links.length, 3);
});

test('reserved bits are kept whole; those that a VXLAN has anyway are none of its own', () => {
  const bits = (keys: string): unknown =>
    declared(vxlan(keys)).links.find(({ id }) => id === 'vx0')?.link.attributes['vxlan.reserved-bits'];
  assert.equal(bits('reserved-bits: 0xFF'), '0x00000000000000ff');
  assert.equal(bits('reserved-bits: "0x80ffffff000000ff"'), '0x80ffffff000000ff');
  assert.equal(bits('reserved-bits: 0xf7ffffff000000ff'), null);
  assert.equal(bits('reserved-bits: 0xf7dfffff00000000'), null);
  assert.equal(bits('extensions: [group-policy], reserved-bits: 0x77000000000000ff'), null);
});
