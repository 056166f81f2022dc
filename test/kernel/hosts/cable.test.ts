import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configureBoth, joinNics, makeHost, twoHosts } from '../support/hosts.ts';
import { without } from '../support/needs.ts';
import { linkNames } from '../support/shown.ts';
import { assertReaches, assertTransfers, assertUnreachable } from '../support/traffic.ts';

test('two hosts on one cable reach each other over IPv4, IPv6 and TCP', {
  skip: without('veth'),
}, async (t) => {
  const hosts = await twoHosts(t);
  await configureBoth(hosts, 'ethernets: {eth0: {addresses: [192.0.2.{N}/24, "2001:db8::{N}/64"]}}');
  const [a, b] = hosts;
  await assertReaches(a, '192.0.2.2', { size: 1472 });
  await assertReaches(b, '2001:db8::1', { size: 1452 });
  assertTransfers(a, b, '192.0.2.2');
  assertTransfers(b, a, '2001:db8::1');
});

test('jumbo frames pass once both ends have the MTU for them', { skip: without('veth') }, async (t) => {
  const hosts = await twoHosts(t);
  await configureBoth(hosts, 'ethernets: {eth0: {mtu: 9000, addresses: [192.0.2.{N}/24]}}');
  const [a] = hosts;
  await assertReaches(a, '192.0.2.2', { size: 8972 });
  assertUnreachable(a, '192.0.2.2', { size: 8973 });
});

test('NICs that are matched by their driver get their names and carry a bond', {
  skip: without('netdevsim', 'bond'),
}, async (t) => {
  const hosts = [await makeHost(t), await makeHost(t)] as const;
  const [a, b] = hosts;
  joinNics(t, a, b);
  joinNics(t, a, b);
  await configureBoth(
    hosts,
    `
    ethernets:
      first: {match: {driver: netdevsim, name: eth0}, set-name: left}
      second: {match: {driver: netdevsim, name: eth1}, set-name: right}
    bonds:
      bond0:
        interfaces: [first, second]
        parameters: {mode: active-backup, primary: first, mii-monitor-interval: 20}
        addresses: [192.0.2.{N}/24]
    `,
  );
  assert.deepEqual([...linkNames(a)].sort(), ['bond0', 'left', 'right']);
  await assertReaches(a, '192.0.2.2');
  b.sh('ip link set left down');
  await assertReaches(a, '192.0.2.2');
});
