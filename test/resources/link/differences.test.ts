import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attributes, Link, Value } from '../../../src/model/index.ts';
import { links } from '../../../src/resources/link/link.ts';
import type { ChangeClass } from '../../../src/resources/room.ts';

const link = (kind: string, attributes: Attributes, more: Partial<Link> = {}): Link => ({
  type: 'link',
  name: 'x',
  kind,
  attributes,
  ...more,
});

function classOf(
  kind: string,
  attribute: string,
  before: Value | undefined,
  after: Value,
  rest: Attributes = {},
): ChangeClass | undefined {
  const live = { ...rest, ...(before !== undefined && { [attribute]: before }) };
  return links.differences(link(kind, { [attribute]: after }), link(kind, live))[0]?.how;
}

/** Kernel behaviour, verified by experiment: what a live link lets change in place, and what only at its creation. */
const CLASSES: readonly (readonly [
  kind: string,
  attribute: string,
  before: Value,
  after: Value,
  how: ChangeClass,
])[] = [
  ['physical', 'state', 'down', 'up', 'live'],
  ['physical', 'mtu', 1500, 9000, 'live'],
  ['physical', 'macaddress', '02:00:00:00:00:01', '02:00:00:00:00:02', 'live'],
  ['physical', 'alias', null, 'uplink', 'live'],
  ['physical', 'transmit-queue-length', 1000, 500, 'live'],
  ['physical', 'master', null, 'br0', 'live'],
  ['bridge', 'bridge.stp', true, false, 'live'],
  ['bridge', 'bridge.priority', 32768, 4096, 'live'],
  ['bridge', 'bridge.forward-delay', 15, 4, 'live'],
  ['bridge', 'bridge.hello-time', 2, 1.5, 'live'],
  ['bridge', 'bridge.max-age', 20, 6, 'live'],
  ['bridge', 'bridge.ageing-time', 300, 0, 'live'],
  ['veth', 'veth.peer', 'a', 'b', 'create'],
  ['macvlan', 'link', 'eth0', 'eth1', 'create'],
  ['macvlan', 'macvlan.mode', 'private', 'bridge', 'live'],
  ['macvlan', 'macvlan.mode', 'private', 'passthru', 'create'],
  ['macvlan', 'macvlan.mode', 'passthru', 'bridge', 'create'],
  ['macvlan', 'macvlan.flags', [], ['nopromisc'], 'live'],
  ['vxlan', 'vxlan.id', 7, 8, 'create'],
  ['vxlan', 'vxlan.remote', '10.0.0.1', '10.0.0.2', 'live'],
  ['vxlan', 'vxlan.remote', null, '10.0.0.2', 'live'],
  ['vxlan', 'vxlan.remote', '10.0.0.1', null, 'live'],
  ['vxlan', 'vxlan.remote', '10.0.0.1', 'fd00::1', 'create'],
  ['vxlan', 'vxlan.local', 'fd00::1', '10.0.0.1', 'create'],
  ['vxlan', 'link', 'eth0', 'eth1', 'live'],
  ['vxlan', 'vxlan.ttl', 0, 5, 'live'],
  ['vxlan', 'vxlan.type-of-service', 0, 16, 'live'],
  ['vxlan', 'vxlan.flow-label', 0, 1, 'live'],
  ['vxlan', 'vxlan.mac-learning', true, false, 'live'],
  ['vxlan', 'vxlan.ageing', 300, 60, 'live'],
  ['vxlan', 'vxlan.do-not-fragment', false, true, 'live'],
  ['vxlan', 'vxlan.limit', 0, 5, 'create'],
  ['vxlan', 'vxlan.port', 8472, 4789, 'create'],
  ['vxlan', 'vxlan.port-range', [0, 0], [1000, 2000], 'create'],
  ['vxlan', 'vxlan.arp-proxy', false, true, 'create'],
  ['vxlan', 'vxlan.short-circuit', false, true, 'create'],
  ['vxlan', 'vxlan.l2-miss', false, true, 'create'],
  ['vxlan', 'vxlan.l3-miss', false, true, 'create'],
  ['vxlan', 'vxlan.udp-checksum', true, false, 'create'],
  ['vxlan', 'vxlan.zero-udp6-tx', false, true, 'create'],
  ['vxlan', 'vxlan.zero-udp6-rx', false, true, 'create'],
  ['vxlan', 'vxlan.remote-tx', false, true, 'create'],
  ['vxlan', 'vxlan.remote-rx', false, true, 'create'],
  ['vxlan', 'vxlan.group-policy', false, true, 'create'],
];

for (const [kind, attribute, before, after, how] of CLASSES) {
  const manner = how === 'live' ? 'in place' : 'only by making it anew';
  test(`${attribute} of a ${kind} changes from ${JSON.stringify(before)} to ${JSON.stringify(after)} ${manner}`, () => {
    assert.equal(classOf(kind, attribute, before, after), how);
  });
}

for (const attribute of ['path-cost', 'port-priority', 'hairpin', 'neigh-suppress', 'port-mac-learning']) {
  test(`${attribute} of a bridge's port changes in place`, () => {
    assert.equal(classOf('physical', `bridge-port.${attribute}`, 1, 2, { master: 'br0' }), 'live');
  });
}

test('The family of a VXLAN is that of either end, and IPv4 without ends', () => {
  assert.equal(classOf('vxlan', 'vxlan.remote', null, 'fd00::2'), 'create');
  assert.equal(classOf('vxlan', 'vxlan.remote', null, 'fd00::2', { 'vxlan.local': 'fd00::1' }), 'live');
  assert.equal(classOf('vxlan', 'vxlan.local', null, '10.0.0.1', { 'vxlan.remote': 'fd00::2' }), 'create');
});

test('What is not declared is not compared, and equal values are no difference', () => {
  const live = link('vxlan', { 'vxlan.id': 7, 'vxlan.port': 4789, 'vxlan.port-range': [1, 2], mtu: 1400 });
  assert.deepEqual(
    links.differences(link('vxlan', { 'vxlan.port': 4789, 'vxlan.port-range': [1, 2] }), live),
    [],
  );
});

test('What a link does not tell is what it does not have', () => {
  assert.deepEqual(links.differences(link('bridge', { alias: null, master: null }), link('bridge', {})), []);
});

test('A peer in another namespace is not compared', () => {
  const live = link('veth', {}, { facts: { peerElsewhere: true } });
  assert.deepEqual(links.differences(link('veth', { 'veth.peer': 'vb' }), live), []);
});

test('A port that moves to another master has none of its settings any more', () => {
  const wanted = link('physical', { master: 'br1', 'bridge-port.path-cost': 7 });
  const live = link('physical', { master: 'br0', 'bridge-port.path-cost': 7 });
  assert.deepEqual(
    links.differences(wanted, live).map((d) => [d.attribute, d.before, d.after]),
    [
      ['master', 'br0', 'br1'],
      ['bridge-port.path-cost', undefined, 7],
    ],
  );
});

test('Settings of a port mean nothing without a master', () => {
  const wanted = link('physical', { master: null, 'bridge-port.path-cost': 7 });
  assert.deepEqual(links.differences(wanted, link('physical', { master: null })), []);
});

test('Links are known by their names, and a NIC is called a link', () => {
  assert.deepEqual(
    [links.key(link('bridge', {})), links.name(link('bridge', {})), links.name(link('physical', {}))],
    ['x', 'bridge x', 'link x'],
  );
});

test('Loopback and fallback devices come and go by themselves', () => {
  for (const name of [
    'lo',
    'gre0',
    'gretap0',
    'erspan0',
    'sit0',
    'tunl0',
    'ip6tnl0',
    'ip6gre0',
    'ip_vti0',
    'ip6_vti0',
  ]) {
    assert(links.automatic(link('sit', {}, { name })), name);
  }
  assert(!links.automatic(link('sit', {}, { name: 'sit1' })));
});
