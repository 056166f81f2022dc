import { test } from 'node:test';
import { configureBoth, twoHosts } from '../support/hosts.ts';
import { assertReaches, assertTransfers, assertUnreachable } from '../support/traffic.ts';

test('two hosts on one cable reach each other over IPv4, IPv6 and TCP', async (t) => {
  const hosts = await twoHosts(t);
  await configureBoth(hosts, 'ethernets: {eth0: {addresses: [192.0.2.{N}/24, "2001:db8::{N}/64"]}}');
  const [a, b] = hosts;
  await assertReaches(a, '192.0.2.2', { size: 1472 });
  await assertReaches(b, '2001:db8::1', { size: 1452 });
  await assertTransfers(t, a, b, '192.0.2.2');
  await assertTransfers(t, b, a, '2001:db8::1');
});

test('jumbo frames pass once both ends have the MTU for them', async (t) => {
  const hosts = await twoHosts(t);
  await configureBoth(hosts, 'ethernets: {eth0: {mtu: 9000, addresses: [192.0.2.{N}/24]}}');
  const [a] = hosts;
  await assertReaches(a, '192.0.2.2', { size: 8972 });
  assertUnreachable(a, '192.0.2.2', { size: 8973 });
});
