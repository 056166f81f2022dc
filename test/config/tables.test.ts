import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, checkCase, declared, eth0, network } from './diagnose.ts';

const CASES: readonly Case[] = [
  [
    'names that no table has',
    network(
      'ethernets: {eth0: {routes: [{to: 10.0.0.0/8, table: «no-such»}],',
      '  routing-policy: [{from: 10.0.0.0/8, table: «no-such»}]}}',
      'vrfs: {v: {table: «no-such»}}',
      'ignore: {routes: [{table: «no-such»}], rules: [{table: «no-such»}]}',
    ),
    ['unknown-table', 'unknown-table', 'unknown-table', 'wrong-value', 'wrong-value'],
    /no "no-such" in rt_tables and rt_tables\.d.*\/etc\/iproute2.*\nits number works/,
  ],
  [
    'a misspelled name',
    eth0('routes: [{to: 10.0.0.0/8, table: «mian»}]'),
    ['unknown-table'],
    /did you mean "main"/,
  ],
  [
    'the table for nothing, and one beyond 32 bits',
    eth0('routing-policy: [{from: 10.0.0.0/8, table: «0»}, {from: 10.0.0.0/9, table: «4294967296»}]'),
    ['out-of-range', 'out-of-range'],
    /must be at least 1/,
  ],
  [
    'another table than that of the VRF, by name',
    network(
      'vrfs: {v: {table: ‹254›, routes: [{to: 10.0.0.0/8, table: main}, {to: 10.0.0.0/9, table: «local»}]}}',
    ),
    ['conflict'],
  ],
];

for (const example of CASES) test(example[0], () => checkCase(example));

test('main, local and default have their numbers wherever a table is said', () => {
  const { routes, rules, links, ignore } = declared(
    network(
      'ethernets:',
      '  eth0:',
      '    routes: [{to: 10.0.0.0/8, table: local}, {to: 10.0.0.0/8, table: default}, {to: 10.0.0.0/8, table: main}]',
      '    routing-policy: [{from: 10.0.0.0/8, table: default}]',
      'vrfs: {v: {table: default}}',
      'ignore: {routes: [{table: main, metric: 9}], rules: [{table: 5-7}]}',
    ),
  );
  assert.deepEqual(
    routes.map(({ item }) => item.table),
    [255, 253, 254],
  );
  assert.deepEqual(
    rules.map(({ item }) => item.table),
    [253],
  );
  assert.deepEqual(
    links.map(({ link }) => link.attributes['vrf.table']),
    [undefined, 253],
  );
  assert.deepEqual(ignore?.routes?.[0]?.conditions, {
    metric: { least: 9, most: 9 },
    table: { least: 254, most: 254 },
  });
  assert.deepEqual(ignore?.rules?.[0]?.conditions, { table: { least: 5, most: 7 } });
});
