import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configureBoth, hostsAround, join, twoHosts } from '../support/hosts.ts';
import type { Namespace } from '../support/namespace.ts';
import { without } from '../support/needs.ts';
import { assertShows, kindData, linkOf } from '../support/shown.ts';
import { assertReaches, assertTransfers, eventually, sentBy, wayOf } from '../support/traffic.ts';

const skip = without('bond');

const activeOf = (host: Namespace): unknown => kindData(host, 'bond0')['active_slave'];

test('an active-backup bond takes its other link when the primary one is lost, and the primary again', {
  skip,
}, async (t) => {
  const hosts = await twoHosts(t, 'eth0', 'eth1');
  await configureBoth(
    hosts,
    `
    ethernets: {eth0: {}, eth1: {}}
    bonds:
      bond0:
        interfaces: [eth0, eth1]
        parameters: {mode: active-backup, primary: eth1, mii-monitor-interval: 20}
        addresses: [192.0.2.{N}/24, "2001:db8::{N}/64"]
    `,
  );
  const [a, b] = hosts;
  await eventually(() => assert.deepEqual(hosts.map(activeOf), ['eth1', 'eth1']));
  await assertReaches(a, '192.0.2.2');
  assert.deepEqual(wayOf(a, ['eth0', 'eth1'], '192.0.2.2'), ['eth1']);
  b.sh('ip link set eth1 down');
  await eventually(() => assert.deepEqual(hosts.map(activeOf), ['eth0', 'eth0']));
  await assertReaches(a, '2001:db8::2');
  assertTransfers(b, a, '192.0.2.1');
  b.sh('ip link set eth1 up');
  await eventually(() => assert.deepEqual(hosts.map(activeOf), ['eth1', 'eth1']));
  await assertReaches(b, '192.0.2.1');
});

test('a bond leaves a link whose far switch has lost the other host, as its ARP requests tell', {
  skip,
}, async (t) => {
  const { a, middle, b } = await hostsAround(t);
  join(a, 'eth1', b, 'eth1');
  middle.sh('ip link add br0 type bridge; ip link set br0 up');
  for (const port of ['left', 'right']) middle.sh(`ip link set ${port} up master br0`);
  await configureBoth(
    [a, b],
    `
    ethernets: {eth0: {}, eth1: {}}
    bonds:
      bond0:
        interfaces: [eth0, eth1]
        parameters: {mode: active-backup, primary: eth0, arp-interval: 200, arp-ip-targets: [192.0.2.{M}]}
        addresses: [192.0.2.{N}/24]
    `,
  );
  await eventually(() => assert.deepEqual([a, b].map(activeOf), ['eth0', 'eth0']));
  await assertReaches(a, '192.0.2.2');
  middle.sh('ip link set right nomaster');
  await eventually(() => assert.deepEqual([a, b].map(activeOf), ['eth1', 'eth1']));
  assertShows(linkOf(a, 'eth0'), { operstate: 'UP' });
  await assertReaches(a, '192.0.2.2');
});

test('balance-rr sends packets by both links in turns', { skip }, async (t) => {
  const hosts = await twoHosts(t, 'eth0', 'eth1');
  await configureBoth(
    hosts,
    `
    ethernets: {eth0: {}, eth1: {}}
    bonds:
      bond0:
        interfaces: [eth0, eth1]
        parameters: {mode: balance-rr, mii-monitor-interval: 20, packets-per-member: 2}
        addresses: [192.0.2.{N}/24]
    `,
  );
  const [a] = hosts;
  await assertReaches(a, '192.0.2.2');
  const [first = 0, second = 0] = sentBy(a, ['eth0', 'eth1'], '192.0.2.2');
  assert.ok(Math.abs(first - second) <= 4, `${first} and ${second}`);
});
