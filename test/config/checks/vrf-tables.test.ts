import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declared, network } from '../diagnose.ts';

/** The tables of the routes that are declared on a port of a VRF. */
const tablesOf = (routes: string, more = ''): number[] =>
  declared(
    network(
      `ethernets: {eth0: {addresses: [192.0.2.1/24], ${more}routes: [${routes}]}}`,
      'vrfs: {red: {table: 100, interfaces: [eth0]}}',
    ),
  ).routes.map(({ item }) => item.table);

test("Routes of a VRF's port without a table are in the table of the VRF, whatever their type", () => {
  assert.deepEqual(
    tablesOf('{to: default, via: 192.0.2.9}, {to: 10.0.0.0/8, type: blackhole}, {to: 10.9.0.1, type: local}'),
    [100, 100, 100],
  );
  assert.deepEqual(tablesOf('{to: 10.0.0.0/8, nexthops: [{via: 192.0.2.8}, {via: 192.0.2.9}]}'), [100]);
});

test("Routes of a VRF's port with a table are in that, be it main", () => {
  assert.deepEqual(
    tablesOf('{to: default, via: 192.0.2.9, table: 254}, {to: 10.0.0.0/8, via: 192.0.2.9, table: 7}'),
    [254, 7],
  );
});

test('Of a long list of routes of a port, each is in the table of the VRF or in its own', () => {
  const list = Array.from(
    { length: 2000 },
    (_, i) =>
      `        - {to: 16.${i >> 8}.${i & 255}.0/24, via: 192.0.2.9${i === 5 ? ', table: 254' : ''}}\n`,
  );
  const { routes } = declared(
    network(
      `ethernets:\n    eth0:\n      addresses: [192.0.2.1/24]\n      routes:\n${list.join('')}`,
      'vrfs: {red: {table: 100, interfaces: [eth0]}}',
    ),
  );
  const tables = routes.map(({ item }) => item.table);
  assert.deepEqual([tables.length, tables.indexOf(254), tables.lastIndexOf(254)], [2000, 5, 5]);
  assert.ok(tables.every((table, i) => i === 5 || table === 100));
});
