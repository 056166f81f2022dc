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
    'an unknown option',
    eth0('addresses: [{10.0.0.1/24: {«lable»: x}}]'),
    ['unknown-key'],
    /did you mean "label"/,
  ],
  [
    'another lifetime than 0 and forever',
    eth0('addresses: [{10.0.0.1/24: {lifetime: «10»}}]'),
    ['wrong-value'],
    /one of forever, 0/,
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
