import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure, star } from '../support/hosts.ts';
import { without } from '../support/needs.ts';
import { assertReaches, assertTransfers, assertUnreachable } from '../support/traffic.ts';

const addressed = (n: number): string => `ethernets: {eth0: {addresses: [192.0.2.${n}/24]}}`;

test('a bridge joins its ports and the machine itself', { skip: without('veth') }, async (t) => {
  const { hub, hosts } = await star(t);
  await configure(
    hub,
    `
    ethernets: {p1: {}, p2: {}}
    bridges: {br0: {interfaces: [p1, p2], addresses: [192.0.2.9/24]}}
    `,
  );
  const [a, b] = hosts;
  await configure(a, addressed(1));
  await configure(b, addressed(2));
  await assertReaches(a, '192.0.2.2');
  await assertReaches(a, '192.0.2.9');
  assertTransfers(b, a, '192.0.2.1');
});

test('isolated ports reach the others but not each other', { skip: without('veth') }, async (t) => {
  const { hub, hosts } = await star(t);
  await configure(
    hub,
    `
    ethernets: {p1: {}, p2: {isolated: true}, p3: {isolated: true}}
    bridges: {br0: {interfaces: [p1, p2, p3]}}
    `,
  );
  const [a, b, c] = hosts;
  for (const [n, host] of [a, b, c].entries()) await configure(host, addressed(n + 1));
  await assertReaches(b, '192.0.2.1');
  await assertReaches(c, '192.0.2.1');
  assertUnreachable(b, '192.0.2.3');
  assertUnreachable(c, '192.0.2.2');
  await assertReaches(a, '192.0.2.3');
});

test('a port with fixed forwarding entries and no learning serves no other MAC address', {
  skip: without('veth'),
}, async (t) => {
  const { hub, hosts } = await star(t);
  const port = (mac: string): string => `
    ethernets:
      p1: {}
      p2: {port-mac-learning: false, flood: false, locked: true, fdb: [{macaddress: "${mac}"}]}
    bridges: {br0: {interfaces: [p1, p2]}}
  `;
  await configure(hub, port('02:00:00:00:00:02'));
  const [a, b] = hosts;
  await configure(a, addressed(1));
  await configure(b, addressed(2).replace('{eth0: {', '{eth0: {macaddress: "02:00:00:00:00:02", '));
  await assertReaches(a, '192.0.2.2');
  await configure(b, addressed(2).replace('{eth0: {', '{eth0: {macaddress: "02:00:00:00:00:03", '));
  a.sh('ip neigh flush dev eth0');
  assertUnreachable(a, '192.0.2.2');
  await configure(hub, port('02:00:00:00:00:03'));
  await assertReaches(a, '192.0.2.2');
});

const filtering = without('bridge-vlans', 'vlan');

test('a switch keeps the VLANs of access ports apart, and the trunk has them all', {
  skip: filtering,
}, async (t) => {
  const { hub, hosts } = await star(t);
  await configure(
    hub,
    `
    ethernets:
      p1: {vlans: [{id: 10, pvid: true, untagged: true}]}
      p2: {vlans: [{id: 10, pvid: true, untagged: true}]}
      p3: {vlans: [{id: 20, pvid: true, untagged: true}]}
      p4: {vlans: [{id: 10}, {id: 20-29}]}
    bridges:
      br0:
        interfaces: [p1, p2, p3, p4]
        vlans: [{id: 20, pvid: true, untagged: true}]
        addresses: [192.0.2.9/24]
        parameters: {vlan-filtering: true, default-pvid: 0}
    `,
  );
  const [a, b, c, d] = hosts;
  for (const [n, host] of [a, b, c].entries()) await configure(host, addressed(n + 1));
  await configure(
    d,
    `
    ethernets: {eth0: {addresses: [198.51.100.4/24]}}
    vlans: {ten: {link: eth0, id: 10, addresses: [192.0.2.14/24]}}
    `,
  );
  await assertReaches(a, '192.0.2.2');
  await assertReaches(c, '192.0.2.9');
  await assertReaches(a, '192.0.2.14');
  assertTransfers(b, a, '192.0.2.1');
  // Another VLAN, and the machine itself, which is in 20 only.
  for (const other of ['192.0.2.3', '192.0.2.9']) assertUnreachable(a, other);
  assertUnreachable(c, '192.0.2.1');
  // What comes from the trunk without a tag is in no VLAN.
  a.sh('ip address add 198.51.100.1/24 dev eth0');
  assertUnreachable(d, '198.51.100.1');
});

test('a port moves to another VLAN while the others go on', { skip: filtering }, async (t) => {
  const { hub, hosts } = await star(t);
  const text = (second: number): string => `
    ethernets:
      p1: {vlans: [{id: 10, pvid: true, untagged: true}]}
      p2: {vlans: [{id: ${second}, pvid: true, untagged: true}]}
      p3: {vlans: [{id: 20, pvid: true, untagged: true}]}
    bridges: {br0: {interfaces: [p1, p2, p3], parameters: {vlan-filtering: true}}}
  `;
  const [a, b, c] = hosts;
  for (const [n, host] of [a, b, c].entries()) await configure(host, addressed(n + 1));
  await configure(hub, text(10));
  await assertReaches(a, '192.0.2.2');
  assertUnreachable(c, '192.0.2.2');
  await configure(hub, text(20));
  await assertReaches(c, '192.0.2.2');
  assertUnreachable(a, '192.0.2.2');
  assert.equal(b.sh('ip -br link show eth0').includes('UP'), true);
});

test('an 802.1ad bridge carries the customers’ own tags inside of its VLAN', {
  skip: filtering,
}, async (t) => {
  const { hub, hosts } = await star(t);
  await configure(
    hub,
    `
    ethernets:
      p1: {mtu: 1504, vlans: [{id: 7, pvid: true, untagged: true}]}
      p2: {mtu: 1504, vlans: [{id: 7, pvid: true, untagged: true}]}
      p3: {mtu: 1504, vlans: [{id: 8, pvid: true, untagged: true}]}
    bridges: {br0: {mtu: 1504, interfaces: [p1, p2, p3], parameters: {vlan-filtering: true, vlan-protocol: 802.1ad}}}
    `,
  );
  for (const [n, host] of hosts.slice(0, 3).entries()) {
    await configure(
      host,
      `
      ethernets: {eth0: {mtu: 1504}}
      vlans: {inner: {link: eth0, id: 100, mtu: 1500, addresses: [192.0.2.${n + 1}/24]}}
      `,
    );
  }
  const [a] = hosts;
  await assertReaches(a, '192.0.2.2', { size: 1472 });
  assertUnreachable(a, '192.0.2.3');
});
