import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configure, configureAs, star, twoHosts } from '../support/hosts.ts';
import { without } from '../support/needs.ts';
import { assertReaches, assertTransfers, assertUnreachable, macOf, packetsOf } from '../support/traffic.ts';

const skip = without('macvlan');

test('a macvlan is a host of its own for the others on the cable', { skip }, async (t) => {
  const [a, b] = await twoHosts(t);
  // Otherwise eth0 answers for the addresses of the macvlan, too, and the last answer counts.
  a.sh('sysctl -qw net.ipv4.conf.all.arp_ignore=1');
  await configure(
    a,
    'ethernets: {eth0: {}}\nmacvlans: {web: {link: eth0, mode: bridge, macaddress: "02:00:00:00:00:01", addresses: [192.0.2.1/24, "2001:db8::1/64"]}}',
  );
  await configure(b, 'ethernets: {eth0: {addresses: [192.0.2.2/24, "2001:db8::2/64"]}}');
  await assertReaches(b, '192.0.2.1');
  await assertReaches(a, '2001:db8::2', { size: 1452 });
  assertTransfers(b, a, '192.0.2.1');
  assert.match(b.sh('ip neigh show 192.0.2.1'), /lladdr 02:00:00:00:00:01/);
  assert.notEqual(macOf(a, 'eth0'), '02:00:00:00:00:01');
});

/** Two macvlans on one link, each in a VRF, so that packets between them go by the link. */
const PAIR = `
  ethernets: {eth0: {}}
  macvlans:
    m1: {link: eth0, mode: {mode}, addresses: [192.0.2.1/24]}
    m2: {link: eth0, mode: {mode}, addresses: [192.0.2.2/24]}
  vrfs:
    one: {table: 101, interfaces: [m1]}
    two: {table: 102, interfaces: [m2]}
`;

test('macvlans on one link reach each other in mode bridge, not in mode private, in vepa by the switch only', {
  skip: without('macvlan', 'vrf'),
}, async (t) => {
  const {
    hub,
    hosts: [a],
  } = await star(t);
  const port = (hairpin: boolean): string => `
    ethernets: {p1: {hairpin: ${hairpin}}}
    bridges: {br0: {interfaces: [p1]}}
  `;
  const mode = (text: string): string => PAIR.replaceAll('{mode}', text);
  await configure(hub, port(false));
  await configure(a, mode('bridge'));
  await assertReaches(a, '192.0.2.2', { from: 'one' });
  await configure(a, mode('private'));
  a.sh('ip neigh flush all');
  assertUnreachable(a, '192.0.2.2', { from: 'one' });
  await configure(a, mode('vepa'));
  assertUnreachable(a, '192.0.2.2', { from: 'one' });
  await configure(hub, port(true));
  await assertReaches(a, '192.0.2.2', { from: 'one' });
});

for (const mode of ['l2', 'l3', 'l3s']) {
  test(`an ipvlan in mode ${mode} shares the MAC address and has an address of its own`, {
    skip: without('ipvlan'),
  }, async (t) => {
    const [a, b] = await twoHosts(t);
    await configure(
      a,
      `
      ethernets: {eth0: {addresses: [192.0.2.1/24]}}
      ipvlans: {service: {link: eth0, mode: ${mode}, addresses: [10.5.0.1/24, "fd05::1/64"]}}
      `,
    );
    await configureAs(
      b,
      2,
      `
      ethernets:
        eth0:
          addresses: [192.0.2.2/24]
          ${mode === 'l2' ? 'routes: [{to: 10.5.0.0/24, scope: link}]' : 'routes: [{to: 10.5.0.0/24, via: 192.0.2.1}]'}
      `,
    );
    const before = packetsOf(a, 'service').received;
    await assertReaches(b, '10.5.0.1');
    assertTransfers(b, a, '10.5.0.1');
    assert.ok(packetsOf(a, 'service').received > before + 5);
    assert.equal(macOf(a, 'service'), macOf(a, 'eth0'));
  });
}
