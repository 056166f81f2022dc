import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, eth0, network } from './diagnose.ts';

const CASES: readonly Case[] = [
  [
    'a goto without a priority, backwards, and to itself',
    eth0(
      'routing-policy:',
      '  - {family: ipv4, goto: «200»}',
      '  - {family: ipv4, goto: «200», priority: 300}',
      '  - {family: ipv4, goto: «200», priority: 200}',
    ),
    ['missing-key', 'out-of-range', 'out-of-range'],
    /before that of its target/,
  ],
  [
    'a goto with a type and a table',
    eth0('routing-policy: [{family: ipv4, goto: 200, priority: 100, type: «nop», table: «7»}]'),
    ['conflict', 'conflict'],
    /leads to another one/,
  ],
  [
    'a rule of VRFs with a table',
    eth0('routing-policy: [{family: ipv4, l3mdev: true, table: «7»}]'),
    ['conflict'],
    /looks up the table of the VRF/,
  ],
  [
    'nothing to do with a table',
    eth0('routing-policy: [{family: ipv4, type: nop, table: «7», suppress-interface-group: «1»}]'),
    ['conflict', 'conflict'],
  ],
  [
    'a rule without a family',
    eth0('routing-policy: [«{table: 5}», «{mark: 1}»]'),
    ['missing-key', 'missing-key'],
    /needs "from" or "to"/,
  ],
  [
    'default is no network here',
    eth0('routing-policy: [{from: «default»}]'),
    ['wrong-address'],
    /write 0\.0\.0\.0\/0 or ::\/0/,
  ],
  ['two families', eth0('routing-policy: [{from: 10.0.0.0/8, to: «"fd00::/8"»}]'), ['family-mismatch']],
  [
    'host bits, which the kernel does not compare',
    eth0('routing-policy: [{from: «10.0.0.1/8», priority: 5}]'),
    ['w:host-bits'],
    /it is taken for 10\.0\.0\.0\/8/,
  ],
  ['ECN bits', eth0('routing-policy: [{from: 10.0.0.0/8, type-of-service: «3»}]'), ['wrong-value'], /ECN/],
  [
    'a byte has an end',
    eth0('routing-policy: [{from: 10.0.0.0/8, type-of-service: «256»}]'),
    ['out-of-range'],
  ],
  [
    'a mark that is no number',
    eth0('routing-policy: [{from: 10.0.0.0/8, mark: «0xg»}, {from: 10.0.0.0/8, mark: «1/2/3»}]'),
    ['wrong-value', 'wrong-value'],
  ],
  [
    'a mark beyond its mask',
    eth0('routing-policy: [{from: 10.0.0.0/8, mark: «0x1f/0xf»}]'),
    ['wrong-value'],
    /no packet would match/,
  ],
  [
    'a mark beyond 32 bits',
    eth0('routing-policy: [{from: 10.0.0.0/8, mark: «4294967296»}]'),
    ['wrong-value'],
  ],
  [
    'keys of ip-rule(8) that are not realised',
    eth0('routing-policy: [{from: 10.0.0.0/8, «tun-id»: 5}]'),
    ['unknown-key'],
  ],
  [
    'a family that its addresses do not have',
    eth0(
      'routing-policy: [{from: 10.0.0.0/8, family: «ipv6»}, {to: "fd00::/8", family: «ipv4»}, {family: «ipx»}]',
    ),
    ['family-mismatch', 'family-mismatch', 'wrong-value'],
    /"family" is ipv6, but "from" is an IPv4 network/,
  ],
  [
    'ports that do not exist, or that the kernel refuses',
    eth0(
      'routing-policy:',
      '  - {family: ipv4, source-port: «0», destination-port: «70000»}',
      '  - {family: ipv4, source-port: «65535», destination-port: «80-70000»}',
      '  - {family: ipv4, source-port: «-1», destination-port: «90-80»}',
      '  - {family: ipv4, source-port: «http», destination-port: «80-»}',
    ),
    [
      ...['out-of-range', 'out-of-range', 'out-of-range', 'out-of-range'],
      ...['wrong-value', 'wrong-value', 'wrong-value', 'wrong-value'],
    ],
    /must be from 1 to 65534/,
  ],
  [
    'a range turned round',
    eth0('routing-policy: [{family: ipv4, uid-range: «1999-1000»}]'),
    ['wrong-value'],
    /did you mean 1000-1999\?/,
  ],
  [
    'the number that stands for no user',
    eth0('routing-policy: [{family: ipv4, uid-range: «0-4294967295»}]'),
    ['out-of-range'],
  ],
  [
    'protocols that IP does not have',
    eth0('routing-policy: [{family: ipv4, ip-protocol: «tpc»}, {family: ipv4, ip-protocol: «0»}]'),
    ['wrong-value', 'wrong-value'],
    /did you mean "tcp"\?/,
  ],
  [
    'a table that is not looked up',
    eth0('routing-policy: [{from: 10.0.0.0/8, type: blackhole, table: «5», suppress-prefix-length: «0»}]'),
    ['conflict', 'conflict'],
    /a rule of the type blackhole looks up no table/,
  ],
  [
    'a prefix length that the family does not have',
    eth0(
      'routing-policy: [{family: ipv4, suppress-prefix-length: «33»}, {family: ipv6, suppress-prefix-length: «129»}]',
    ),
    ['out-of-range', 'out-of-range'],
  ],
  [
    'names that no interface has',
    eth0(
      'routing-policy: [{family: ipv4, oif: «eth*»}, {family: ipv4, iif: «sixteen-letters-»}, {family: ipv4, oif: «a/b»}]',
    ),
    ['wrong-name', 'wrong-name', 'wrong-name'],
    /wildcard/,
  ],
  [
    'a rule said twice',
    network(
      'ethernets:',
      '  a: {routing-policy: [{from: 10.0.0.0/8}]}',
      '  b: {routing-policy: [«{from: 10.0.0.0/8}»]}',
    ),
    ['w:duplicate-rule'],
  ],
];

for (const example of CASES) test(`rules: ${example[0]}`, () => checkCase(example));

test('every key of a rule is realised', () => {
  const text = eth0(
    'routing-policy:',
    '  - {from: 10.0.0.0/8, to: 192.0.2.1, table: 7, priority: 0, mark: 0x10/0xf0, type-of-service: 16}',
  );
  assert.deepEqual(
    declared(text).rules.map(({ item, on }) => ({ ...item, on })),
    [
      {
        ...{ type: 'rule', family: 4, priority: 0, from: '10.0.0.0/8', to: '192.0.2.1/32', tos: 16 },
        ...{ mark: 0x10, markMask: 0xf0, action: 'lookup', table: 7, on: 'eth0' },
      },
    ],
  );
});

test('every key that netplan lacks is realised', () => {
  const text = eth0(
    'routing-policy:',
    '  - {family: ipv6, iif: lo, oif: eth0, ip-protocol: UDP, source-port: 53, destination-port: 1024-2047,',
    '     uid-range: 1000, invert: true, suppress-prefix-length: 0}',
    '  - {family: ipv4, type: prohibit, ip-protocol: 47, destination-port: 80-80, uid-range: 0-9, invert: false}',
  );
  assert.deepEqual(
    declared(text).rules.map(({ item }) => item),
    [
      {
        ...{ type: 'rule', family: 6, iif: 'lo', oif: 'eth0', ipProtocol: 17, sourcePort: '53' },
        ...{ destinationPort: '1024-2047', uidRange: '1000-1000', suppressPrefixLength: 0, inverted: true },
        ...{ action: 'lookup', table: 254 },
      },
      {
        ...{ type: 'rule', family: 4, ipProtocol: 47, destinationPort: '80', uidRange: '0-9' },
        action: 'prohibit',
      },
    ],
  );
});

test('rules of VRFs, and those that lead on', () => {
  const { rules } = declared(
    eth0(
      'routing-policy:',
      '  - {family: ipv4, l3mdev: true, suppress-interface-group: 0}',
      '  - {family: ipv4, l3mdev: false, type: nop}',
      '  - {family: ipv6, goto: 200, priority: 199}',
    ),
  );
  assert.deepEqual(
    rules.map(({ item }) => item),
    [
      { type: 'rule', family: 4, l3mdev: true, suppressInterfaceGroup: 0, action: 'lookup' },
      { type: 'rule', family: 4, action: 'nop' },
      { type: 'rule', family: 6, priority: 199, action: 'goto', target: 200 },
    ],
  );
});

test('a rule of a VRF that looks up no table gets none', () => {
  const { rules } = declared(
    network(
      'vrfs: {red: {table: 7, routing-policy: [{family: ipv4, iif: red, type: prohibit, priority: 5}]}}',
    ),
  );
  assert.equal(rules[0]?.item.table, undefined);
});

test('a selector that matches everything is none, and the table is main unless said', () => {
  const { rules } = declared(
    eth0('routing-policy: [{from: "::/0", mark: 16}, {to: 0.0.0.0/0, type-of-service: 0, mark: 0}]'),
  );
  assert.deepEqual(
    rules.map(({ item }) => item),
    [
      { type: 'rule', family: 6, mark: 16, markMask: 0xffffffff, action: 'lookup', table: 254 },
      { type: 'rule', family: 4, mark: 0, markMask: 0xffffffff, action: 'lookup', table: 254 },
    ],
  );
});
