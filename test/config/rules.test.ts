import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, eth0, network } from './diagnose.ts';

const CASES: readonly Case[] = [
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
    eth0('routing-policy: [{from: 10.0.0.0/8, «iif»: eth0}]'),
    ['unknown-key'],
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
