import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure, configureAs, configureBoth, switched, twoHosts, UNDERLAY } from '../support/hosts.ts';
import { without } from '../support/needs.ts';
import { assertReaches, assertTransfers, assertUnreachable, wayOf } from '../support/traffic.ts';

const skip = without('vxlan');

for (const [family, net] of [
  [4, '192.0.2.'],
  [6, '2001:db8::'],
] as const) {
  test(`a VXLAN to one remote carries traffic over IPv${family}`, { skip }, async (t) => {
    const hosts = await twoHosts(t);
    const text = `
      ${UNDERLAY}
      tunnels:
        vx0:
          mode: vxlan
          id: 100
          local: "${net}{N}"
          remote: "${net}{M}"
          port: 4789
          mtu: 1500
          addresses: [10.0.0.{N}/24, "fd00::{N}/64"]
    `;
    await configureBoth(hosts, text);
    const [a, b] = hosts;
    await assertReaches(a, '10.0.0.2', { size: 1472 });
    await assertReaches(b, 'fd00::1', { size: 1452 });
    assertTransfers(a, b, '10.0.0.2');
    assert.deepEqual(wayOf(a, ['vx0', 'eth0'], '10.0.0.2'), ['vx0', 'eth0']);
    await configureAs(b, 2, text.replace('id: 100', 'id: 101'));
    assertUnreachable(a, '10.0.0.2');
  });
}

test('a VXLAN that learns nothing reaches the hosts that its forwarding entries name', {
  skip,
}, async (t) => {
  const [a, b, c] = await switched(t);
  const text = (n: number, others: readonly number[]): string => `
    ethernets: {eth0: {mtu: 1600, addresses: [192.0.2.${n}/24]}}
    tunnels:
      vx0:
        mode: vxlan
        id: 100
        local: 192.0.2.${n}
        port: 4789
        mtu: 1500
        mac-learning: false
        macaddress: "02:00:00:00:00:0${n}"
        addresses: [10.0.0.${n}/24]
        fdb: [${others.map((o) => `{macaddress: "00:00:00:00:00:00", via: 192.0.2.${o}}, {macaddress: "02:00:00:00:00:0${o}", via: 192.0.2.${o}}`).join(', ')}]
  `;
  await configure(a, text(1, [2, 3]));
  await configure(b, text(2, [1, 3]));
  await configure(c, text(3, [1, 2]));
  await assertReaches(a, '10.0.0.2');
  await assertReaches(a, '10.0.0.3');
  await assertReaches(b, '10.0.0.3');
  await configure(a, text(1, [2]));
  a.sh('ip neigh flush dev vx0');
  assertUnreachable(a, '10.0.0.3');
  await assertReaches(a, '10.0.0.2');
});

test('a VXLAN on a multicast group finds the hosts by itself', { skip }, async (t) => {
  const hosts = await switched(t);
  for (const [n, host] of hosts.entries()) {
    const group = n === 3 ? '239.1.1.2' : '239.1.1.1';
    await configure(
      host,
      `
      ethernets: {eth0: {mtu: 1600, addresses: [192.0.2.${n + 1}/24]}}
      tunnels:
        vx0:
          {mode: vxlan, id: 100, link: eth0, local: 192.0.2.${n + 1}, remote: ${group}, port: 4789, mtu: 1500, addresses: [10.0.0.${n + 1}/24]}
      `,
    );
  }
  const [a, b, c] = hosts;
  await assertReaches(a, '10.0.0.2');
  await assertReaches(b, '10.0.0.3');
  assertTransfers(c, a, '10.0.0.1');
});

test('a bridge stretched by a VXLAN joins what is behind it on both hosts', { skip }, async (t) => {
  const hosts = await twoHosts(t);
  await configureBoth(
    hosts,
    `
    ${UNDERLAY}
    virtual-ethernets: {host: {peer: port, addresses: [10.0.0.1{N}/24]}, port: {}}
    tunnels: {vx0: {mode: vxlan, id: 7, local: 192.0.2.{N}, remote: 192.0.2.{M}, port: 4789, mtu: 1500}}
    bridges: {br0: {interfaces: [vx0, port], addresses: [10.9.0.{N}/24]}}
    `,
  );
  const [a, b] = hosts;
  await assertReaches(a, '10.9.0.2');
  await assertReaches(b, '10.0.0.11', { size: 1472 });
});

test('one VXLAN device carries the VLANs of a bridge, each in a network of its own', {
  skip: without('vxlan', 'bridge-vlans', 'vlan', 'vnifilter'),
}, async (t) => {
  const hosts = await twoHosts(t);
  const text = `
    ${UNDERLAY}
    tunnels:
      vx0:
        mode: vxlan
        external: true
        vnifilter: true
        local: 192.0.2.{N}
        port: 4789
        mtu: 1500
        vnis: [{id: 1010, remote: 192.0.2.{M}}, {id: 1020, remote: 192.0.2.{M}}]
        vlan-tunnel: true
        vlans: [{id: 10, tunnel: 1010}, {id: 20, tunnel: 1020}]
    bridges:
      br0:
        interfaces: [vx0]
        vlans: [{id: 10}, {id: 20}]
        parameters: {vlan-filtering: true, default-pvid: 0}
    vlans:
      ten: {link: br0, id: 10, addresses: [10.10.0.{N}/24]}
      twenty: {link: br0, id: 20, addresses: [10.20.0.{N}/24]}
  `;
  await configureBoth(hosts, text);
  const [a, b] = hosts;
  await assertReaches(a, '10.10.0.2');
  await assertReaches(b, '10.20.0.1', { size: 1472 });
  assertTransfers(a, b, '10.20.0.2');
  // Now 20 has another network there: 10 goes on.
  await configureAs(b, 2, text.replaceAll('1020', '1021'));
  assertUnreachable(a, '10.20.0.2');
  await assertReaches(a, '10.10.0.2');
});
