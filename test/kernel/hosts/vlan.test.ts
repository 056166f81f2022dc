import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure, configureBoth, twoHosts } from '../support/hosts.ts';
import { without } from '../support/needs.ts';
import { assertReaches, assertTransfers, assertUnreachable, wayOf } from '../support/traffic.ts';

const skip = without('vlan');

test('VLANs on one cable carry the same addresses and do not see each other', { skip }, async (t) => {
  const [a, b] = await twoHosts(t);
  const vlans = (id10: string, id20: string): string => `
    ethernets: {eth0: {}}
    vlans:
      eth0.10: {link: eth0, id: 10, addresses: [${id10}]}
      eth0.20: {link: eth0, id: 20, addresses: [${id20}]}
  `;
  await configure(a, vlans('10.10.0.1/24', '10.20.0.1/24'));
  await configure(b, vlans('10.10.0.2/24', '10.20.0.2/24'));
  await assertReaches(a, '10.10.0.2');
  await assertReaches(b, '10.20.0.1', { size: 1472 });
  assert.deepEqual(wayOf(a, ['eth0', 'eth0.10', 'eth0.20'], '10.20.0.2'), ['eth0', 'eth0.20']);
  await configure(b, vlans('10.10.0.2/24', '10.20.0.2/24').replace('id: 20', 'id: 21'));
  assertUnreachable(a, '10.20.0.2');
  await assertReaches(a, '10.10.0.2');
});

test('stacked tags carry traffic in the inner VLANs of two customers', { skip }, async (t) => {
  const hosts = await twoHosts(t);
  await configureBoth(
    hosts,
    `
    ethernets: {eth0: {mtu: 1508}}
    vlans:
      customer7: {link: eth0, id: 7, protocol: 802.1ad, mtu: 1504}
      customer7.100: {link: customer7, id: 100, mtu: 1500, addresses: [192.0.2.{N}/24]}
      customer8: {link: eth0, id: 8, protocol: 802.1ad, mtu: 1504}
      customer8.100: {link: customer8, id: 100, mtu: 1500, addresses: ["2001:db8::{N}/64"]}
    `,
  );
  const [a, b] = hosts;
  await assertReaches(a, '192.0.2.2', { size: 1472 });
  await assertReaches(b, '2001:db8::1', { size: 1452 });
  assertTransfers(a, b, '192.0.2.2');
});

test('an 802.1Q tag is not taken for an 802.1ad tag of the same number', { skip }, async (t) => {
  const [a, b] = await twoHosts(t);
  const text = (n: number, protocol: string): string => `
    ethernets: {eth0: {}}
    vlans: {tagged: {link: eth0, id: 7, protocol: ${protocol}, addresses: [192.0.2.${n}/24]}}
  `;
  await configure(a, text(1, '802.1ad'));
  await configure(b, text(2, '802.1ad'));
  await assertReaches(a, '192.0.2.2');
  await configure(b, text(2, '802.1q'), { allowRecreate: true });
  assertUnreachable(a, '192.0.2.2');
});

test('a priority map writes the priority into the tag', { skip: without('vlan', 'flower') }, async (t) => {
  const hosts = await twoHosts(t);
  await configureBoth(
    hosts,
    `
    ethernets: {eth0: {}}
    vlans: {v: {link: eth0, id: 5, egress-qos-map: {0: 6}, addresses: [192.0.2.{N}/24]}}
    `,
  );
  const [a, b] = hosts;
  await assertReaches(a, '192.0.2.2');
  b.sh(`
    tc qdisc add dev eth0 ingress
    tc filter add dev eth0 ingress protocol 802.1q prio 1 flower vlan_prio 6 vlan_ethtype ipv4 action pass
    tc filter add dev eth0 ingress protocol 802.1q prio 2 flower vlan_ethtype ipv4 action pass
  `);
  a.sh('ping -c 3 -i 0.01 192.0.2.2');
  const counted = b.sh('tc -s filter show dev eth0 ingress').match(/Sent \d+ bytes \d+ pkt/g) ?? [];
  assert.deepEqual(
    counted.map((line) => line.replace(/.* (\d+) pkt/, '$1')),
    ['3', '0'],
  );
});
