import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, network } from '../diagnose.ts';

const bridge = (...lines: readonly string[]): string =>
  network('ethernets: {e: {}, f: {}}', 'bridges:', '  br0:', ...lines.map((line) => `    ${line}`));

const CASES: readonly Case[] = [
  [
    'a member that is not defined',
    bridge('interfaces: [«ee»]'),
    ['undefined-interface'],
    /did you mean "e"|define it/,
  ],
  [
    'a member that is like no other',
    bridge('interfaces: [«wlan7»]'),
    ['undefined-interface'],
    /define it, as in "ethernets: \{wlan7: \{\}\}"/,
  ],
  [
    'a member of two bridges',
    network('ethernets: {e: {}}', 'bridges: {a: {interfaces: [e]}, b: {interfaces: [«e»]}}'),
    ['two-masters'],
    /a port of the bridge "a" already/,
  ],
  ['a bridge in a bridge', network('bridges: {a: {interfaces: [«b»]}, b: {}}'), ['wrong-member']],
  ['a bridge in itself', network('bridges: {a: {interfaces: [«a»]}}'), ['wrong-member'], /its own port/],
  ['a member named twice', bridge('interfaces: [e, «e»]'), ['w:duplicate-item']],
  [
    'a member with addresses',
    network('ethernets: {e: {addresses: [«10.0.0.1/24»]}}', 'bridges: {a: {interfaces: [e]}}'),
    ['w:address-on-port'],
    /give them to the bridge/,
  ],
  [
    'a cost for what is no member',
    bridge('interfaces: [e]', 'parameters: {path-cost: {«f»: 5}}'),
    ['wrong-member'],
    /add it to "interfaces"|did you mean "e"/,
  ],
  [
    "a cost beyond the kernel's",
    bridge('interfaces: [e]', 'parameters: {path-cost: {e: «65536»}, port-priority: {e: «64»}}'),
    ['out-of-range', 'out-of-range'],
  ],
  [
    'port keys of what is no port',
    network('ethernets: {e: {hairpin: «true», neigh-suppress: «false»}}'),
    ['w:no-effect', 'w:no-effect'],
  ],
  [
    'hello-time out of its range',
    bridge('parameters: {hello-time: «11»}'),
    ['out-of-range'],
    /from 1 to 10 seconds/,
  ],
  ['max-age out of its range', bridge('parameters: {max-age: «5s»}'), ['out-of-range'], /from 6 to 40/],
  [
    'forward-delay out of its range with spanning tree',
    bridge('parameters: {forward-delay: «1», stp: true}'),
    ['out-of-range'],
    /while "stp" is on/,
  ],
  [
    "a time finer than the kernel's",
    bridge('parameters: {ageing-time: «1.234s»}'),
    ['out-of-range'],
    /hundredths/,
  ],
  [
    'a time that is none',
    bridge('parameters: {ageing-time: «5 parsecs», max-age: «»""}').replace('«»""', '«""»'),
    ['wrong-value', 'wrong-value'],
    /5min, 1\.5s, 200ms/,
  ],
  ['two spellings at once', bridge('parameters: {ageing-time: 5, aging-time: «6»}'), ['duplicate-key']],
  [
    'two spellings of the default PVID',
    bridge('parameters: {default-pvid: 5, vlan-default-pvid: «6»}'),
    ['duplicate-key'],
  ],
  ['a default PVID beyond the last VLAN', bridge('parameters: {default-pvid: «4095»}'), ['out-of-range']],
  [
    'a group address that is a station',
    bridge('parameters: {group-address: «"02:00:00:00:00:01"»}'),
    ['wrong-value'],
    /01:80:c2:00:00:0X/,
  ],
  [
    'the group address of pause frames',
    bridge('parameters: {group-address: «"01:80:c2:00:00:01"»}'),
    ['wrong-value'],
  ],
  [
    'a mask with bits that are never forwarded',
    bridge('parameters: {group-fwd-mask: «0x4»}'),
    ['wrong-value'],
    /bits 0 to 2/,
  ],
  ['a mask of more than 16 bits', bridge('parameters: {group-fwd-mask: «65536»}'), ['out-of-range']],
  [
    'snooping by VLAN without filtering',
    bridge('parameters: {mcast-vlan-snooping: «true», vlan-filtering: false}'),
    ['missing-key'],
    /vlan-filtering: true/,
  ],
  [
    'a query interval below a second',
    bridge('parameters: {mcast-query-interval: «500ms»}'),
    ['out-of-range'],
    /from 1 to 86400 seconds/,
  ],
  [
    'versions that do not exist',
    bridge('parameters: {mcast-igmp-version: «1», mcast-mld-version: «3»}'),
    ['out-of-range', 'out-of-range'],
  ],
];

for (const example of CASES) test(`bridges: ${example[0]}`, () => checkCase(example));

/** A port e of a bridge that filters, with these keys. */
const port = (keys: string, parameters = 'vlan-filtering: true'): string =>
  network(
    `ethernets: {e: {${keys}}, f: {}, g: {}}`,
    `bridges: {br0: {interfaces: [e, f], parameters: {${parameters}}}}`,
  );

const PORT_CASES: readonly Case[] = [
  ['VLAN 0', port('vlans: [{id: «0»}]'), ['out-of-range'], /from 1 to 4094/],
  ['VLAN 4095', port('vlans: [{id: «4000-4095»}]'), ['out-of-range']],
  ['a VLAN that is no number', port('vlans: [{id: «ten»}]'), ['wrong-value'], /10 or 100-103/],
  ['a range the wrong way', port('vlans: [{id: «20-10»}]'), ['wrong-value'], /lower one/],
  ['no VLAN at all', port('vlans: [«{pvid: true}»]'), ['missing-key']],
  ['VLANs without a list', port('vlans: «10»'), ['wrong-type']],
  ['a key nobody knows', port('vlans: [{id: 1, «pvdi»: true}]'), ['unknown-key'], /pvid/],
  ['two PVIDs', port('vlans: [{id: 1, pvid: true}, {id: 2, pvid: «true»}]'), ['conflict'], /VLAN 1 is/],
  ['a range as PVID', port('vlans: [{id: 1-2, pvid: «true»}]'), ['conflict'], /one VLAN/],
  [
    'a VLAN twice',
    port('vlans: [{id: 10-20}, {id: «15»}, {id: 21}]'),
    ['conflict'],
    /VLAN 15 is listed twice/,
  ],
  [
    'a VLAN within two ranges',
    port('vlans: [{id: 10-20}, {id: «12»}, {id: «20-30»}]'),
    ['conflict', 'conflict'],
  ],
  [
    'a VNI twice',
    port('vlan-tunnel: true, vlans: [{id: 1-2, tunnel: 5-6}, {id: 3, tunnel: «6»}]'),
    ['conflict'],
    /VNI 6/,
  ],
  [
    'fewer VNIs than VLANs',
    port('vlan-tunnel: true, vlans: [{id: 1-3, tunnel: «5-6»}]'),
    ['conflict'],
    /as many VNIs/,
  ],
  ['a VNI too large', port('vlan-tunnel: true, vlans: [{id: 1, tunnel: «16777216»}]'), ['out-of-range']],
  ['VNIs without tunnels', port('vlans: «[{id: 1, tunnel: 5}]»'), ['missing-key'], /vlan-tunnel: true/],
  [
    'VLANs while nothing is filtered',
    port('vlans: «[{id: 1}]», vlan-tunnel: «true»', 'stp: false'),
    ['w:no-effect', 'w:no-effect'],
    /vlan-filtering/,
  ],
  ['VLANs of no port', network('ethernets: {e: {vlans: «[{id: 1}]»}}'), ['w:no-effect'], /port of no bridge/],
  [
    'VNIs of the bridge itself',
    network('bridges: {br0: {vlans: «[{id: 1, tunnel: 5}]», parameters: {vlan-filtering: true}}}'),
    ['conflict'],
    /itself/,
  ],
  ['a bypass without a lock', port('mab: «true»'), ['missing-key'], /locked: true/],
  ['a bypass without learning', port('mab: «true», locked: true, port-mac-learning: false'), ['conflict']],
  ['pause frames to be forwarded', port('group-fwd-mask: «0x2»'), ['wrong-value'], /bit 1/],
  ['a backup that is no port of the bridge', port('backup-port: «g»'), ['wrong-member'], /not a port/],
  ['a port as its own backup', port('backup-port: «e»'), ['wrong-member'], /its own/],
  ['a backup that is not defined', port('backup-port: «h»'), ['undefined-interface']],
  ['a router that is not', port('mcast-router: «3»'), ['out-of-range']],
];

for (const example of PORT_CASES) test(`bridge ports: ${example[0]}`, () => checkCase(example));

const attributesOf = (text: string, id: string) =>
  declared(text).links.find((link) => link.id === id)?.link.attributes;

test("a bridge's parameters are its attributes and its ports', and 0 and false are values", () => {
  const text = network(
    'ethernets: {e: {hairpin: true, neigh-suppress: no, port-mac-learning: off}}',
    'bridges: {br0: {interfaces: [e], parameters: {stp: false, priority: 0, ageing-time: 5min, forward-delay: 0, hello-time: 1.5s, max-age: 6, path-cost: {e: 10}, port-priority: {e: 0}}}}',
  );
  assert.deepEqual(attributesOf(text, 'br0'), {
    ...{ 'bridge.stp': false, 'bridge.priority': 0, 'bridge.ageing-time': 300, 'bridge.forward-delay': 0 },
    ...{ 'bridge.hello-time': 1.5, 'bridge.max-age': 6, state: 'up' },
  });
  assert.deepEqual(attributesOf(text, 'e'), {
    ...{
      'bridge-port.hairpin': true,
      'bridge-port.neigh-suppress': false,
      'bridge-port.port-mac-learning': false,
    },
    ...{ state: 'up', master: 'br0', 'bridge-port.path-cost': 10, 'bridge-port.port-priority': 0 },
  });
});

test('parameters without stp leave spanning tree as it is', () => {
  assert.deepEqual(attributesOf(bridge('parameters: {}'), 'br0'), { state: 'up' });
});

test('a port knows its bridge by the place where the bridge names it', () => {
  const link = declared(bridge('interfaces: [e]')).links.find(({ id }) => id === 'e');
  assert.deepEqual(link?.places['master'], { file: 'a.yaml', line: 5, column: 20 });
});

test('references may point forwards, and names of new NICs are not ids', () => {
  const text = network(
    'bridges: {br0: {interfaces: [nic]}}',
    'ethernets: {nic: {match: {name: x}, set-name: lan0}}',
  );
  assert.equal(attributesOf(text, 'nic')?.['master'], 'br0');
});

test("VLANs are kept in one canonical form, the bridge's own beside those of its ports", () => {
  const text = network(
    'ethernets: {e: {vlans: [{id: 103}, {id: 10, pvid: true, untagged: yes}, {id: 100-102}], vlan-tunnel: true}, f: {vlans: []}}',
    'bridges: {br0: {interfaces: [e, f], vlans: [{id: 4094}], parameters: {vlan-filtering: true}}}',
  );
  assert.deepEqual(attributesOf(text, 'e')?.['bridge-port.vlans'], ['10 pvid untagged', '100-103']);
  assert.deepEqual(attributesOf(text, 'f')?.['bridge-port.vlans'], []);
  const own = attributesOf(text, 'br0');
  assert.deepEqual(own?.['bridge.vlans'], ['4094']);
  assert.equal(own?.['bridge-port.vlans'], undefined);
});
