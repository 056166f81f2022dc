import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { configureBoth, twoHosts } from '../support/hosts.ts';
import type { Namespace } from '../support/namespace.ts';
import { without } from '../support/needs.ts';
import { kindData, linkOf, portData } from '../support/shown.ts';
import { sysfs } from '../support/sysfs.ts';
import {
  assertReaches,
  assertTransfers,
  assertUnreachable,
  eventually,
  macOf,
  packetsOf,
} from '../support/traffic.ts';

const skip = without('bond', 'vlan');

const LACP = (rate: 'fast' | 'slow'): string => `
  ethernets: {eth0: {}, eth1: {}}
  bonds:
    bond0:
      interfaces: [eth0, eth1]
      parameters: {mode: 802.3ad, lacp-rate: ${rate}, mii-monitor-interval: 50, transmit-hash-policy: layer3+4}
      addresses: [192.0.2.{N}/24]
  vlans:
    bond0.10: {link: bond0, id: 10, addresses: [10.10.0.{N}/24, "2001:db8:10::{N}/64"]}
`;

/** What a bond found out by LACP. */
const aggregate = (host: Namespace): Record<string, string> =>
  sysfs(host, 'bond0/bonding', 'ad_num_ports', 'ad_partner_mac');

async function aggregated(t: TestContext, rate: 'fast' | 'slow'): Promise<readonly [Namespace, Namespace]> {
  const hosts = await twoHosts(t, 'eth0', 'eth1');
  await configureBoth(hosts, LACP(rate));
  const [a, b] = hosts;
  for (const [host, partner] of [
    [a, b],
    [b, a],
  ] as const) {
    await eventually(
      () => assert.deepEqual(aggregate(host), { ad_num_ports: '2', ad_partner_mac: macOf(partner, 'bond0') }),
      120_000,
    );
  }
  for (const host of hosts)
    for (const link of ['eth0', 'eth1']) await eventually(() => assert.ok(distributes(host, link)), 120_000);
  return hosts;
}

/** Whether a port takes part in sending, as its LACP state says: that comes after it is counted. */
const distributes = (host: Namespace, link: string): boolean =>
  (Number(portData(host, link)['ad_actor_oper_port_state']) & 0x20) !== 0;

for (const rate of ['fast', 'slow'] as const) {
  test(`two hosts aggregate both links by LACP at the ${rate} rate`, { skip }, async (t) => {
    const [a, b] = await aggregated(t, rate);
    const info = kindData(a, 'bond0')['ad_info'] as Record<string, unknown>;
    assert.equal(info['num_ports'], 2);
    assert.equal(info['partner_mac'], macOf(b, 'bond0'));
    await assertReaches(a, '192.0.2.2');
    await assertReaches(b, '10.10.0.1');
    await assertReaches(a, '2001:db8:10::2', { size: 1452 });
    assertTransfers(a, b, '10.10.0.2');
  });
}

test('the hash of addresses spreads traffic over both links', { skip }, async (t) => {
  const [a, b] = await aggregated(t, 'fast');
  b.sh('for n in $(seq 11 26); do ip address add 192.0.2.$n/24 dev bond0; done');
  const sent = (): number[] => ['eth0', 'eth1'].map((link) => packetsOf(a, link).sent);
  let more: number[] = [];
  // The kernel takes a port that may send into its list a moment later (bond_slave_arr_work_rearm).
  for (let round = 0; round < 20 && !more.every((count) => count >= 4); round++) {
    const before = sent();
    for (let n = 11; n <= 26; n++) await assertReaches(a, `192.0.2.${n}`);
    more = sent().map((count, link) => count - (before[link] ?? 0));
  }
  assert.ok(Math.min(...more) >= 4, `${more} packets`);
});

test('traffic goes on when one of two links is lost, also in VLANs, and both are used again later', {
  skip,
}, async (t) => {
  const [a, b] = await aggregated(t, 'fast');
  for (const link of ['eth0', 'eth1']) {
    b.sh(`ip link set ${link} down`);
    await eventually(() => assert.equal(aggregate(a)['ad_num_ports'], '1'), 20_000);
    await assertReaches(a, '192.0.2.2', { within: 60_000 });
    await assertReaches(b, '2001:db8:10::1', { within: 60_000 });
    assertTransfers(a, b, '10.10.0.2');
    b.sh(`ip link set ${link} up`);
    await eventually(() => assert.equal(aggregate(a)['ad_num_ports'], '2'), 60_000);
  }
  b.sh('ip link set eth0 down; ip link set eth1 down');
  assertUnreachable(a, '192.0.2.2');
});

test('a bond that wants two links has no carrier with one', { skip }, async (t) => {
  const hosts = await twoHosts(t, 'eth0', 'eth1');
  await configureBoth(hosts, LACP('fast').replace('mode:', 'min-links: 2, mode:'));
  const [a, b] = hosts;
  await assertReaches(a, '192.0.2.2', { within: 60_000 });
  b.sh('ip link set eth1 down');
  await eventually(() => assert.equal(linkOf(a, 'bond0')['operstate'], 'DOWN'), 20_000);
  assertUnreachable(a, '192.0.2.2');
  b.sh('ip link set eth1 up');
  await assertReaches(a, '192.0.2.2', { within: 60_000 });
});
