import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { configure, configureAs, forward, hostsAround, twoHosts } from '../support/hosts.ts';
import type { Namespace } from '../support/namespace.ts';
import { without } from '../support/needs.ts';
import {
  assertReaches,
  assertTransfers,
  assertUnreachable,
  eventually,
  type PingOptions,
  packetsOf,
  wayOf,
} from '../support/traffic.ts';

/** Two networks with a router between, which has further routes. */
async function routed(
  t: TestContext,
  routes: string,
): Promise<{ a: Namespace; router: Namespace; b: Namespace }> {
  const { a, middle: router, b } = await hostsAround(t);
  forward(router);
  await configure(
    router,
    `
    ethernets:
      left: {addresses: [10.1.0.254/24, "fd01::fe/64"], routes: [${routes}]}
      right: {addresses: [10.2.0.254/24, "fd02::fe/64"]}
    `,
  );
  for (const [n, host] of [a, b].entries()) {
    await configureAs(
      host,
      n + 1,
      `
      ethernets:
        eth0:
          addresses: [10.{N}.0.1/24, "fd0{N}::1/64"]
          routes: [{to: default, via: 10.{N}.0.254}, {to: "::/0", via: "fd0{N}::fe"}]
      `,
    );
  }
  return { a, router, b };
}

test('static routes lead through a router, over IPv4 and IPv6', { skip: without('veth') }, async (t) => {
  const { a, b } = await routed(t, '');
  await assertReaches(a, '10.2.0.1');
  await assertReaches(b, 'fd01::1');
  assertTransfers(a, b, '10.2.0.1');
  assertTransfers(b, a, 'fd01::1');
});

test('a router answers for what it does not forward as the type of the route says', {
  skip: without('veth'),
}, async (t) => {
  const { a } = await routed(
    t,
    ['10.50.0.0', 'fd50::', '10.51.0.0', 'fd51::', '10.52.0.0', 'fd52::']
      .map((to, n) => `{to: "${to}/16", type: ${['unreachable', 'prohibit', 'blackhole'][n >> 1]}}`)
      .join(', '),
  );
  await assertReaches(a, '10.2.0.1');
  await assertReaches(a, 'fd02::1');
  assert.match(assertUnreachable(a, '10.50.0.1'), /Host Unreachable/);
  assert.match(assertUnreachable(a, '10.51.0.1'), /Packet filtered/);
  assert.doesNotMatch(assertUnreachable(a, '10.52.0.1'), /From 10/);
  assert.match(assertUnreachable(a, 'fd50::1'), /No route/);
  assert.match(assertUnreachable(a, 'fd51::1'), /Administratively prohibited/);
  assert.doesNotMatch(assertUnreachable(a, 'fd52::1'), /From fd/);
});

test('the MTU of a route holds for what goes there only', { skip: without('veth') }, async (t) => {
  const { a } = await routed(t, '');
  await configureAs(
    a,
    1,
    `
    ethernets:
      eth0:
        addresses: [10.1.0.1/24]
        routes: [{to: 10.2.0.0/24, via: 10.1.0.254, mtu: 1300}]
    `,
  );
  await assertReaches(a, '10.2.0.1', { size: 1272 });
  assert.match(assertUnreachable(a, '10.2.0.1', { size: 1273 }), /mtu.?=.?1300/i);
  await assertReaches(a, '10.1.0.254', { size: 1472 });
});

test('packets have the source that their route says', { skip: without('dummy') }, async (t) => {
  const { a, router, b } = await routed(t, '{to: 10.9.0.1/32, via: 10.1.0.1}');
  await configure(
    b,
    'ethernets: {eth0: {addresses: [10.2.0.1/24], routes: [{to: 10.9.0.1/32, via: 10.2.0.254}]}}',
  );
  const text = (from: string): string => `
    ethernets:
      eth0: {addresses: [10.1.0.1/24], routes: [{to: 10.2.0.0/24, via: 10.1.0.254${from}}]}
    dummy-devices: {id0: {addresses: [10.9.0.1/32]}}
  `;
  await configure(a, text(', from: 10.9.0.1'));
  await assertReaches(a, '10.2.0.1');
  await configure(a, text(''));
  assertUnreachable(a, '10.2.0.1');
  await assertReaches(router, '10.9.0.1');
});

test('the route with the next metric takes over when the first one’s link has lost its carrier', {
  skip: without('veth'),
}, async (t) => {
  const [a, b] = await twoHosts(t, 'main0', 'spare0');
  for (const host of [a, b]) host.sh('sysctl -qw net.ipv4.conf.all.ignore_routes_with_linkdown=1');
  for (const [n, host] of [a, b].entries()) {
    await configureAs(
      host,
      n + 1,
      `
      ethernets:
        main0: {addresses: [10.1.0.{N}/24], routes: [{to: 10.10{M}.0.0/16, via: 10.1.0.{M}, metric: 100}]}
        spare0: {addresses: [10.2.0.{N}/24], routes: [{to: 10.10{M}.0.0/16, via: 10.2.0.{M}, metric: 200}]}
        lo: {addresses: [10.10{N}.0.1/32]}
      `,
    );
  }
  await assertReaches(a, '10.102.0.1', { from: '10.101.0.1' });
  assert.deepEqual(wayOf(a, ['main0', 'spare0'], '10.102.0.1', { from: '10.101.0.1' }), ['main0']);
  b.sh('ip link set main0 down');
  await eventually(() => assert.match(a.sh('ip link show main0'), /NO-CARRIER/));
  await assertReaches(a, '10.102.0.1', { from: '10.101.0.1' });
  assertTransfers(a, b, '10.102.0.1');
});

test('rules send packets by one of two uplinks, by mark and by source', {
  skip: without('veth'),
}, async (t) => {
  const [a, b] = await twoHosts(t, 'wan0', 'wan1');
  for (const host of [a, b])
    host.sh('sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0');
  await configure(
    b,
    `
    ethernets:
      wan0: {addresses: [10.1.0.2/24, "fd01::2/64"]}
      wan1: {addresses: [10.2.0.2/24, "fd02::2/64"]}
      lo: {addresses: [198.51.100.1/32, "fd99::1/128"]}
    `,
  );
  await configure(
    a,
    `
    ethernets:
      wan0:
        addresses: [10.1.0.1/24, "fd01::1/64"]
        routes: [{to: default, via: 10.1.0.2}, {to: "::/0", via: "fd01::2"}]
      wan1:
        addresses: [10.2.0.1/24, "fd02::1/64"]
        routes: [{to: default, via: 10.2.0.2, table: 102}, {to: "::/0", via: "fd02::2", table: 102}]
        routing-policy:
          - {from: 10.2.0.1/32, table: 102}
          - {from: "fd02::1/128", table: 102}
          - {from: 0.0.0.0/0, mark: 7, table: 102, priority: 500}
          - {from: "::/0", mark: 0x10/0xf0, table: 102, priority: 501}
    `,
  );
  await assertReaches(a, '198.51.100.1');
  await assertReaches(a, 'fd99::1');
  const used = (address: string, options: PingOptions = {}): readonly string[] =>
    wayOf(a, ['wan0', 'wan1'], address, options);
  assert.deepEqual(used('198.51.100.1'), ['wan0']);
  assert.deepEqual(used('198.51.100.1', { mark: 7 }), ['wan1']);
  assert.deepEqual(used('198.51.100.1', { mark: 8 }), ['wan0']);
  assert.deepEqual(used('198.51.100.1', { from: '10.2.0.1' }), ['wan1']);
  assert.deepEqual(used('fd99::1'), ['wan0']);
  assert.deepEqual(used('fd99::1', { mark: 0x1f }), ['wan1']);
  assert.deepEqual(used('fd99::1', { from: 'fd02::1' }), ['wan1']);
});

test('a throw route in a table of its own hands the packet on to the next rule', {
  skip: without('veth'),
}, async (t) => {
  const [a, b] = await twoHosts(t, 'wan0', 'wan1');
  await configure(b, 'ethernets: {wan0: {addresses: [10.1.0.2/24]}, wan1: {addresses: [10.2.0.2/24]}}');
  await configure(
    a,
    `
    ethernets:
      wan0: {addresses: [10.1.0.1/24]}
      wan1:
        addresses: [10.2.0.1/24]
        routes: [{to: default, type: blackhole, table: 50}, {to: 10.1.0.0/24, type: throw, table: 50}]
        routing-policy: [{to: 10.0.0.0/8, table: 50, priority: 400}]
    `.replace('to: default', 'to: 0.0.0.0/0'),
  );
  await assertReaches(a, '10.1.0.2');
  assertUnreachable(a, '10.2.0.2');
});

test('multipath routes of others stay as they are and spread traffic, through another run', {
  skip: without('veth'),
}, async (t) => {
  const [a, b] = await twoHosts(t, 'wan0', 'wan1');
  for (const host of [a, b])
    host.sh('sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0');
  const text = 'ethernets: {wan0: {addresses: [10.1.0.{N}/24]}, wan1: {addresses: [10.2.0.{N}/24]}}';
  await configureAs(a, 1, text);
  await configureAs(b, 2, text);
  b.sh('for n in $(seq 40); do ip address add 198.51.100.$n/32 dev lo; done');
  a.sh('ip route add 198.51.100.0/24 nexthop via 10.1.0.2 nexthop via 10.2.0.2');
  const before = a.sh('ip route');
  await configureAs(a, 1, text);
  assert.equal(a.sh('ip route'), before);
  const earlier = ['wan0', 'wan1'].map((wan) => packetsOf(a, wan).sent);
  // So many that one of the two gets hardly any once in a billion times.
  for (let n = 1; n <= 40; n++) await assertReaches(a, `198.51.100.${n}`);
  const sent = ['wan0', 'wan1'].map((wan, n) => packetsOf(a, wan).sent - (earlier[n] ?? 0));
  assert.ok(Math.min(...sent) >= 3, `${sent}`);
});
