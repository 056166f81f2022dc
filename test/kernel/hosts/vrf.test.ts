import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  configure,
  configureBoth,
  forward,
  hostsAround,
  join,
  makeHost,
  twoHosts,
} from '../support/hosts.ts';
import { without } from '../support/needs.ts';
import { assertReaches, assertUnreachable, packetsOf, wayOf } from '../support/traffic.ts';

const skip = without('vrf');

test('two VRFs of a host have the same addresses and networks, and do not mix them up', {
  skip,
}, async (t) => {
  const hosts = await twoHosts(t, 'red0', 'blue0');
  await configureBoth(
    hosts,
    `
    ethernets:
      red0: {addresses: [10.0.0.{N}/24, "2001:db8::{N}/64"]}
      blue0: {addresses: [10.0.0.{N}/24, "2001:db8::{N}/64"]}
    vrfs:
      red: {table: 10, interfaces: [red0]}
      blue: {table: 20, interfaces: [blue0]}
    `,
  );
  const [a, b] = hosts;
  await assertReaches(a, '10.0.0.2', { from: 'red' });
  await assertReaches(a, '2001:db8::2', { from: 'blue' });
  assert.deepEqual(wayOf(a, ['red0', 'blue0'], '10.0.0.2', { from: 'red' }), ['red0']);
  assert.deepEqual(wayOf(a, ['red0', 'blue0'], '10.0.0.2', { from: 'blue' }), ['blue0']);
  assertUnreachable(a, '10.0.0.2');
  assertUnreachable(b, '2001:db8::1');
});

test('a default route of a VRF is for that VRF only', { skip }, async (t) => {
  const { a, middle, b } = await hostsAround(t);
  forward(middle);
  await configure(
    middle,
    'ethernets: {left: {addresses: [10.1.0.254/24]}, right: {addresses: [10.2.0.254/24]}}',
  );
  await configure(
    b,
    'ethernets: {eth0: {addresses: [10.2.0.1/24], routes: [{to: default, via: 10.2.0.254}]}}',
  );
  await configure(
    a,
    `
    ethernets: {eth0: {addresses: [10.1.0.1/24]}}
    vrfs: {red: {table: 10, interfaces: [eth0], routes: [{to: default, via: 10.1.0.254}]}}
    `,
  );
  await assertReaches(a, '10.2.0.1', { from: 'red' });
  assert.match(assertUnreachable(a, '10.2.0.1'), /unreachable/i);
  await assertReaches(b, '10.1.0.1');
});

test('a router with a VRF for each customer keeps them apart though their networks are the same', {
  skip,
}, async (t) => {
  const router = await makeHost(t);
  const [left1, right1, left2, right2] = [
    await makeHost(t),
    await makeHost(t),
    await makeHost(t),
    await makeHost(t),
  ];
  join(left1, 'eth0', router, 'l1');
  join(right1, 'eth0', router, 'r1');
  join(left2, 'eth0', router, 'l2');
  join(right2, 'eth0', router, 'r2');
  forward(router);
  await configure(
    router,
    `
    ethernets:
      l1: {addresses: [10.1.0.254/24]}
      r1: {addresses: [10.2.0.254/24]}
      l2: {addresses: [10.1.0.254/24]}
      r2: {addresses: [10.3.0.254/24]}
    vrfs:
      one: {table: 101, interfaces: [l1, r1], routes: [{to: 0.0.0.0/0, type: unreachable, metric: 4278198272}]}
      two: {table: 102, interfaces: [l2, r2], routes: [{to: 0.0.0.0/0, type: unreachable, metric: 4278198272}]}
    `,
  );
  const host = (net: number): string =>
    `ethernets: {eth0: {addresses: [10.${net}.0.1/24], routes: [{to: default, via: 10.${net}.0.254}]}}`;
  await configure(left1, host(1));
  await configure(right1, host(2));
  await configure(left2, host(1));
  await configure(right2, host(3));
  await assertReaches(left1, '10.2.0.1');
  await assertReaches(left2, '10.3.0.1');
  await assertReaches(right2, '10.1.0.1');
  assert.match(assertUnreachable(left1, '10.3.0.1'), /Host Unreachable|Net Unreachable/);
  assertUnreachable(left2, '10.2.0.1');
  assert.ok(packetsOf(router, 'two').sent + packetsOf(router, 'two').received > 0);
});

test('VRFs stand on VLANs of a bond', { skip: without('vrf', 'bond', 'vlan') }, async (t) => {
  const hosts = await twoHosts(t, 'eth0', 'eth1');
  await configureBoth(
    hosts,
    `
    ethernets: {eth0: {}, eth1: {}}
    bonds: {bond0: {interfaces: [eth0, eth1], parameters: {mode: active-backup, mii-monitor-interval: 20}}}
    vlans:
      bond0.10: {link: bond0, id: 10, addresses: [10.0.0.{N}/24]}
      bond0.20: {link: bond0, id: 20, addresses: [10.0.0.{N}/24]}
    vrfs:
      red: {table: 10, interfaces: [bond0.10]}
      blue: {table: 20, interfaces: [bond0.20]}
    `,
  );
  const [a, b] = hosts;
  await assertReaches(a, '10.0.0.2', { from: 'red' });
  await assertReaches(b, '10.0.0.1', { from: 'blue' });
  b.sh('ip link set eth0 down');
  await assertReaches(a, '10.0.0.2', { from: 'red' });
});
