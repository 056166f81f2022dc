import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, diagnose, eth0, network } from './diagnose.ts';

const CASES: readonly Case[] = [
  [
    'an address without a prefix length',
    eth0('addresses: [«10.0.0.1»]'),
    ['wrong-address'],
    /needs a prefix length, such as 192\.0\.2\.1\/24/,
  ],
  ['a prefix length with a tail', eth0('addresses: [«10.0.0.1/24abc»]'), ['wrong-address'], /IPv4: 1 to 32/],
  [
    'a prefix length beyond the family',
    eth0('addresses: [«10.0.0.1/33», «"::1/129"»]'),
    ['wrong-address', 'wrong-address'],
  ],
  ['prefix length 0', eth0('addresses: [«10.0.0.1/0»]'), ['wrong-address']],
  [
    'a prefix length in the mapping form is checked, too',
    eth0('addresses: [{«10.0.0.1/99»: {lifetime: 0}}]'),
    ['wrong-address'],
  ],
  [
    'what is no address',
    eth0('addresses: [«hello», «10.0.0/24», «010.0.0.1/8»]'),
    ['wrong-address', 'wrong-address', 'wrong-address'],
  ],
  ['the unspecified address', eth0('addresses: [«0.0.0.0/24»]'), ['wrong-address'], /unspecified/],
  [
    'multicast addresses',
    eth0('addresses: [«224.0.0.1/4», «"ff02::1/64"»]'),
    ['wrong-address', 'wrong-address'],
    /multicast/,
  ],
  ['the broadcast address', eth0('addresses: [«255.255.255.255/32»]'), ['wrong-address']],
  [
    'a network where a host is meant',
    eth0('addresses: [«10.0.0.0/24»]'),
    ['w:network-address'],
    /the network itself/,
  ],
  ["a network's broadcast address", eth0('addresses: [«10.0.0.255/24»]'), ['w:network-address'], /broadcast/],
  [
    'a label that is too long',
    eth0('addresses: [{10.0.0.1/24: {label: «eth0:a-long-label»}}]'),
    ['too-long'],
    /1 to 15 bytes, not 17/,
  ],
  [
    'a label of an IPv6 address',
    eth0('addresses: [{"fd00::1/64": {label: «x»}}]'),
    ['wrong-value'],
    /only IPv4/,
  ],
  [
    'peers that are none',
    eth0(
      'addresses: [{10.0.0.1/24: {peer: «10.0.0.2/24»}}, {10.0.1.1/24: {peer: «224.0.0.1»}}, {10.0.2.1/24: {peer: «x»}}]',
    ),
    ['wrong-address', 'wrong-address', 'wrong-address'],
    /leave the prefix length out/,
  ],
  [
    'a peer of the other family, and the address itself as its peer',
    eth0('addresses: [{10.0.0.1/24: {peer: «"fd00::1"»}}, {10.0.1.1/24: {peer: «10.0.1.1»}}]'),
    ['family-mismatch', 'wrong-value'],
    /"peer" is an IPv6 address, but 10\.0\.0\.1 is IPv4/,
  ],
  [
    'the metric of a route that is left out',
    eth0(
      'addresses:',
      '  - 10.0.0.1/24: {add-prefix-route: false, metric: «5»}',
      '  - "fd00::1/64": {add-prefix-route: false, metric: «5»}',
      '  - "fd00:1::1/64": {add-prefix-route: false, metric: 5, peer: "fd00:1::2"}',
    ),
    ['w:no-effect', 'w:no-effect'],
  ],
  ['a metric that is too high', eth0('addresses: [{10.0.0.1/24: {metric: «4294967296»}}]'), ['out-of-range']],
  [
    'an address for two peers of one network',
    eth0('addresses: [{10.0.0.1/24: {peer: 10.1.0.2}}, «{10.0.0.1/24: {peer: 10.1.0.3}}»]'),
    ['duplicate-address'],
    /other options/,
  ],
  [
    'a gateway in a network without a route',
    eth0('addresses: [{10.0.0.1/24: {add-prefix-route: false}}]', 'routes: [{to: default, via: «10.0.0.9»}]'),
    ['w:gateway-not-on-link'],
  ],
  [
    'a gateway in the network of a second address, when the first is to have no route',
    eth0(
      'addresses: [{10.0.0.1/24: {add-prefix-route: false}}, 10.0.0.2/24, 10.0.1.2/24, {10.0.1.1/24: {add-prefix-route: false}}]',
      'routes: [{to: default, via: «10.0.0.9»}, {to: 10.5.0.0/16, via: 10.0.1.9}]',
    ),
    ['w:gateway-not-on-link'],
  ],
  [
    'a gateway beside the peer, and one that is the peer of an IPv6 address, whose route comes late',
    eth0(
      'addresses: [{10.0.0.1/32: {peer: 10.1.0.2}}, {"fd00::1/64": {peer: "fd01::1"}}]',
      'routes: [{to: default, via: 10.1.0.2}, {to: "::/0", via: «"fd01::1"»}, {to: 10.5.0.0/16, via: «10.1.0.3»}]',
    ),
    ['w:gateway-not-on-link', 'w:gateway-not-on-link'],
  ],
  [
    'a scope of an IPv6 address, and an unknown one',
    eth0('addresses: [{"fd00::1/64": {scope: «link»}}, {10.0.0.1/24: {scope: «local»}}]'),
    ['wrong-value', 'wrong-value'],
    /only IPv4/,
  ],
  [
    'a broadcast address of another kind, or of an IPv6 address',
    eth0(
      'addresses: [{10.0.0.1/24: {broadcast: «"fd00::ff"»}}, {10.0.1.1/24: {broadcast: «false»}}, {"fd00::1/64": {broadcast: «none»}}]',
    ),
    ['wrong-address', 'wrong-address', 'wrong-value'],
    /must be an IPv4 address or none/,
  ],
  [
    'options of IPv6 addresses on an IPv4 address, and temporary ones of a network that is none of 64 bits',
    eth0(
      'addresses: [{10.0.0.1/24: {duplicate-address-detection: «false», home-address: «true»}}, {"fd00::1/80": {manage-temporary-addresses: «true»}}]',
    ),
    ['wrong-value', 'wrong-value', 'wrong-value'],
    /for IPv6 addresses only/,
  ],
  [
    'an unknown option',
    eth0('addresses: [{10.0.0.1/24: {«lable»: x}}]'),
    ['unknown-key'],
    /did you mean "label"/,
  ],
  [
    'lifetimes that are none',
    eth0(
      'addresses:',
      '  - 10.0.0.1/24: {lifetime: «soon»}',
      '  - 10.0.0.2/24: {valid-lifetime: «1.5s»}',
      '  - 10.0.0.3/24: {valid-lifetime: «0»}',
      '  - 10.0.0.4/24: {valid-lifetime: «4294967295»}',
    ),
    ['wrong-value', 'wrong-value', 'out-of-range', 'out-of-range'],
    /"forever" or whole seconds/,
  ],
  [
    'lifetimes that do not fit together',
    eth0(
      'addresses:',
      '  - 10.0.0.1/24: {lifetime: «10»}',
      '  - 10.0.0.2/24: {lifetime: «10», valid-lifetime: forever}',
      '  - 10.0.0.3/24: {lifetime: «11», valid-lifetime: 10}',
      '  - "fd00::3/64": {lifetime: «forever», valid-lifetime: 10}',
    ),
    ['missing-key', 'missing-key', 'conflict', 'conflict'],
    /add "valid-lifetime"/,
  ],
  [
    'two addresses in one mapping',
    eth0('addresses: [{10.0.0.1/24: {}, «10.0.0.2/24»: {}}]'),
    ['wrong-value'],
    /entry of its own/,
  ],
  ['an empty mapping', eth0('addresses: [«{}»]'), ['wrong-value'], /an address as its key/],
  ['an address without options after its colon', eth0('addresses:', '  - «10.0.0.1/24»:'), ['missing-value']],
  ['a list in the list', eth0('addresses: [«[10.0.0.1/24]»]'), ['wrong-type']],
  ['an empty entry', eth0('addresses: [10.0.0.1/24, «~»]'), ['wrong-type']],
  [
    'the same address twice',
    eth0('addresses: [10.0.0.1/24, «10.0.0.1/24»]'),
    ['w:duplicate-address'],
    /given to "eth0" twice/,
  ],
  [
    'the same IPv6 address in other words',
    eth0('addresses: ["2001:db8::1/64", «"2001:DB8:0::1/64"»]'),
    ['w:duplicate-address'],
  ],
  [
    'the same IPv6 address with another prefix length',
    eth0('addresses: ["2001:db8::1/64", «"2001:db8::1/128"»]'),
    ['duplicate-address'],
    /another prefix length/,
  ],
  [
    'the same address with other options',
    eth0('addresses: [10.0.0.1/24, «{10.0.0.1/24: {label: x}}»]'),
    ['duplicate-address'],
    /other options/,
  ],
  [
    'the same address on two devices',
    network('ethernets:', '  a: {addresses: [10.0.0.1/24]}', '  b: {addresses: [«10.0.0.1/24»]}'),
    ['w:address-on-two-devices'],
  ],
  [
    'the same address on two devices of one VRF',
    network(
      'ethernets:',
      '  a: {addresses: [10.0.0.1/24]}',
      '  b: {addresses: [«10.0.0.1/24»]}',
      '  c: {addresses: [10.0.0.1/24]}',
      'vrfs:',
      '  red: {table: 1, interfaces: [a, b]}',
      '  blue: {table: 2, interfaces: [c]}',
    ),
    ['w:address-on-two-devices'],
  ],
  [
    'IPv6 on a device too small for it',
    eth0('mtu: «1000»', 'addresses: ["fd00::1/64"]'),
    ['out-of-range'],
    /at least 1280/,
  ],
];

for (const example of CASES) test(`addresses: ${example[0]}`, () => checkCase(example));

test('addresses become canonical and keep what is said of them, with places', () => {
  const text = eth0(
    'addresses:',
    '  - 10.0.0.1/24',
    '  - "2001:DB8:0::1/64":',
    '      lifetime: 0',
    '  - 10.0.0.2/24: {label: "eth0:x", lifetime: Forever}',
  );
  const { addresses } = declared(text);
  assert.deepEqual(
    addresses.map(({ item }) => item),
    [
      { type: 'address', link: 'eth0', family: 4, address: '10.0.0.1', prefix: 24 },
      { type: 'address', link: 'eth0', family: 6, address: '2001:db8::1', prefix: 64, lifetime: 0 },
      {
        type: 'address',
        link: 'eth0',
        family: 4,
        address: '10.0.0.2',
        prefix: 24,
        label: 'eth0:x',
        lifetime: 'forever',
      },
    ],
  );
  assert.deepEqual(
    addresses.map(({ on, source }) => [on, source.line, source.column]),
    [
      ['eth0', 5, 11],
      ['eth0', 6, 11],
      ['eth0', 8, 11],
    ],
  );
  assert.deepEqual(addresses[2]?.places?.['label'], { file: 'a.yaml', line: 8, column: 32 });
});

test('one IPv4 address with two prefix lengths is two addresses', () => {
  assert.equal(declared(eth0('addresses: [10.0.0.1/24, 10.0.0.1/16]')).addresses.length, 2);
});

test('link-local addresses may be the same on many devices', () => {
  assert.deepEqual(
    diagnose(network('ethernets:', '  a: {addresses: ["fe80::1/64"]}', '  b: {addresses: ["fe80::1/64"]}')),
    [],
  );
});

test('what an address has beyond netplan is taken, and the usual metric is none', () => {
  const { addresses } = declared(
    eth0(
      'addresses:',
      '  - 10.0.0.0/24: {peer: 10.1.0.2, metric: 7, add-prefix-route: true}',
      '  - 10.0.0.0/24: {peer: 10.2.0.2}',
      '  - "fd00::1/64": {metric: 256, add-prefix-route: false, peer: "FD00::2"}',
      '  - "fd00::3/64": {metric: 0}',
    ),
  );
  const members = addresses.map(({ item }) => [item.peer, item.metric, item.noPrefixRoute]);
  assert.deepEqual(members, [
    ['10.1.0.2', 7, false],
    ['10.2.0.2', undefined, undefined],
    ['fd00::2', 256, true],
    [undefined, 256, undefined],
  ]);
});

test('lifetimes are seconds, or have a unit, and an address is preferred as long as it is there', () => {
  const { addresses } = declared(
    eth0(
      'addresses:',
      '  - 10.0.0.1/24: {valid-lifetime: 30min}',
      '  - 10.0.0.2/24: {valid-lifetime: 60, lifetime: 0}',
      '  - 10.0.0.3/24: {valid-lifetime: FOREVER}',
      '  - "fd00::1/64": {lifetime: 90s}',
    ),
  );
  assert.deepEqual(
    addresses.map(({ item }) => [item.lifetime, item.validLifetime]),
    [
      [1800, 1800],
      [0, 60],
      [undefined, undefined],
      [90, undefined],
    ],
  );
});
