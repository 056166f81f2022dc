import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertShows, destinations, routeOf, routesOf } from './support/shown.ts';
import { until } from './support/until.ts';

const eth0 = (routes: string, addresses = '192.0.2.1/24, "2001:db8::1/64"'): string =>
  network(`ethernets: {eth0: {routes: [${routes}], addresses: [${addresses}]}}`);

/** What two devices say, in braces. */
const both = (first: string, second: string): string =>
  network(`ethernets: {eth0: ${first}, eth1: ${second}}`);

test('a gateway route may stand before its address in the file', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, eth0('{to: default, via: 192.0.2.9}, {to: "::/0", via: "2001:db8::9"}'));
  assert.equal(routeOf(ns, 'default')['gateway'], '192.0.2.9');
  assert.equal(routesOf(ns, 6).find((route) => route['dst'] === 'default')?.['gateway'], '2001:db8::9');
});

test('a gateway may be reached by a route that comes later in the file', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    eth0(
      '{to: default, via: 198.51.100.1}, {to: 198.51.100.1/32, scope: link}, {to: "::/0", via: "fd00::1"}, {to: "fd00::1/128"}',
    ),
  );
  assert.equal(routeOf(ns, 'default')['gateway'], '198.51.100.1');
});

test('a gateway may be on the link of a later section', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(
    ns,
    both(
      '{routes: [{to: 10.0.0.0/8, via: 192.0.2.9, on-link: true}], addresses: [198.51.100.1/24]}',
      '{addresses: [192.0.2.1/24]}',
    ),
  );
  assertShows(routeOf(ns, '10.0.0.0/8'), { dev: 'eth0', gateway: '192.0.2.9', flags: ['onlink'] });
});

for (const [family, gateway, to] of [
  [4, '203.0.113.1', '10.0.0.0/8'],
  [6, '2001:db8:99::1', '2001:db8:1::/48'],
] as const) {
  test(`on-link reaches an IPv${family} gateway that no address covers`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(ns, eth0(`{to: "${to}", via: "${gateway}", on-link: true}`));
    assertShows(routeOf(ns, to), { gateway, flags: ['onlink'] });
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(destinations(ns, family), []);
  });
}

test('metrics, MTU, MSS and windows of both families', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const options =
    'metric: 77, mtu: 1400, advertised-mss: 1360, congestion-window: 20, advertised-receive-window: 30';
  await applyInOneRun(
    ns,
    eth0(
      `{to: 10.0.0.0/8, via: 192.0.2.9, ${options}}, {to: "2001:db8:1::/48", via: "2001:db8::9", ${options}}`,
    ),
  );
  for (const to of ['10.0.0.0/8', '2001:db8:1::/48']) {
    assertShows(routeOf(ns, to), {
      metric: 77,
      metrics: [{ mtu: 1400, advmss: 1360, initcwnd: 20, initrwnd: 30 }],
    });
  }
});

test('IPv6 routes without a metric, or with 0, have 1024 and are not sent again', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    eth0(
      '{to: "2001:db8:1::/48", via: "2001:db8::9"}, {to: "2001:db8:2::/48", via: "2001:db8::9", metric: 0}',
    ),
  );
  assert.deepEqual(
    ['2001:db8:1::/48', '2001:db8:2::/48'].map((to) => routeOf(ns, to)['metric']),
    [1024, 1024],
  );
});

test('a link-local gateway needs no address', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(
    ns,
    both(
      '{routes: [{to: "::/0", via: "fe80::1"}]}',
      '{routes: [{to: "::/0", via: "fe80::1", metric: 2000}]}',
    ),
  );
  assert.deepEqual(
    routesOf(ns, 6)
      .filter((route) => route['dst'] === 'default')
      .map((route) => [route['dev'], route['metric']]),
    [
      ['eth0', 1024],
      ['eth1', 2000],
    ],
  );
});

test('bits beyond the prefix length of an IPv6 destination are none of its network, also the second time', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, eth0('{to: "2001:db8:7::9/64", via: "2001:db8::9"}'));
  assert.deepEqual(
    destinations(ns, 6).filter((to) => to.startsWith('2001:db8:7')),
    ['2001:db8:7::/64'],
  );
});

test('scopes of IPv4 routes', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    eth0(
      '{to: 10.1.0.0/16}, {to: 10.2.0.0/16, scope: link}, {to: 10.3.0.0/16, scope: host}, {to: 10.4.0.0/16, via: 192.0.2.9}, {to: 10.5.0.0/16, via: 192.0.2.9, scope: global}',
    ),
  );
  assert.deepEqual(
    [1, 2, 3, 4, 5].map((n) => routeOf(ns, `10.${n}.0.0/16`)['scope']),
    ['link', 'link', 'host', 'global', 'global'],
  );
});

test('a preferred source of IPv4', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    eth0('{to: default, via: 192.0.2.9, from: 192.0.2.2}', '192.0.2.1/24, 192.0.2.2/24'),
  );
  assert.equal(routeOf(ns, 'default')['prefsrc'], '192.0.2.2');
});

test('a preferred source of IPv6 waits for duplicate address detection', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    eth0(
      '{to: "2001:db8:1::/48", via: "2001:db8::9", from: "2001:db8::1"}, {to: 10.0.0.0/8, via: 192.0.2.9}',
    ),
  );
  assert.equal(routeOf(ns, '2001:db8:1::/48')['prefsrc'], '2001:db8::1');
  assert.deepEqual(destinations(ns, 4), ['10.0.0.0/8']);
});

test('a preferred source may be an address of another link', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    network(`
      ethernets:
        eth0: {addresses: [192.0.2.1/24], routes: [{to: default, via: 192.0.2.9, from: 10.0.0.1}]}
        lo: {addresses: [10.0.0.1/32]}
    `),
  );
  assert.equal(routeOf(ns, 'default')['prefsrc'], '10.0.0.1');
});

test('one destination in several tables and with several metrics', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    eth0(
      '{to: 10.0.0.0/8, via: 192.0.2.8}, {to: 10.0.0.0/8, via: 192.0.2.9, metric: 5}, {to: 10.0.0.0/8, via: 192.0.2.7, table: 5}, {to: 10.0.0.0/8, type: blackhole, metric: 4294967295}',
    ),
  );
  assert.deepEqual(
    routesOf(ns, 4)
      .map((route) => route['metric'] ?? 0)
      .sort(),
    [0, 0, 4294967295, 5],
  );
  assert.equal(routeOf(ns, '10.0.0.0/8', 5)['gateway'], '192.0.2.7');
});

test('a host route, the default route and odd prefixes', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    eth0(
      '{to: 203.0.113.7, via: 192.0.2.9}, {to: 0.0.0.0/0, via: 192.0.2.9}, {to: 128.0.0.0/1, via: 192.0.2.9}, {to: "2001:db8:1::7", via: "2001:db8::9"}, {to: "8000::/1", via: "2001:db8::9"}, {to: "::/0", via: "2001:db8::9"}',
    ),
  );
  assert.deepEqual(destinations(ns, 4), ['default', '128.0.0.0/1', '203.0.113.7']);
  assert.deepEqual(destinations(ns, 6), ['2001:db8:1::7', '8000::/1', 'default']);
});

test('of two default routes of two devices the first is there, also the second time', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(
    ns,
    both(
      '{routes: [{to: default, via: 192.0.2.9}], addresses: [192.0.2.1/24]}',
      '{routes: [{to: default, via: 198.51.100.9}], addresses: [198.51.100.1/24]}',
    ),
  );
  assertShows(routeOf(ns, 'default'), { dev: 'eth0', gateway: '192.0.2.9' });
});

test("netplan's gateway4 and gateway6", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    network(`
      ethernets:
        eth0: {gateway4: 192.0.2.9, gateway6: "2001:db8::9", addresses: [192.0.2.1/24, "2001:db8::1/64"]}
    `),
  );
  assert.equal(routeOf(ns, 'default')['gateway'], '192.0.2.9');
  assert.deepEqual(destinations(ns, 6), ['default']);
});

test('a route of ours over the subnet of an address goes, and the route that the kernel makes for it is there', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const withAddress = network('ethernets: {eth0: {addresses: [198.51.100.2/24]}}');
  await applyInOneRun(ns, withAddress);
  await applyInOneRun(ns, eth0('{to: 198.51.100.0/24, type: blackhole}'));
  await applyInOneRun(ns, withAddress);
  const found = routesOf(ns, 4).filter((route) => route['dst'] === '198.51.100.0/24');
  assert.deepEqual(
    found.map(({ type, dev, protocol }) => [type, dev, protocol]),
    [['unicast', 'eth0', 'kernel']],
  );
});

test('an IPv6 route from an address on a link without a carrier waits for it, and fails nothing', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add eth0 type veth peer name far-eth0; ip link set eth0 up');
  const yaml = network(`
    ethernets:
      eth0:
        addresses: ["2001:db8::1/64", 192.0.2.1/24]
        routes: [{to: "2001:db8:7::/48", via: "2001:db8::9", from: "2001:db8::1"}, {to: 10.7.0.0/16, via: 192.0.2.9}]
  `);
  const result = await applyInOneRun(ns, yaml);
  assert.deepEqual(
    result.plan.problems.map(({ code, severity }) => [code, severity]),
    [['no-carrier', 'error']],
  );
  assert.deepEqual([destinations(ns, 4), destinations(ns, 6)], [['10.7.0.0/16'], []]);
  ns.sh('ip link set far-eth0 up');
  await until('no address is tentative', () => !ns.sh('ip -6 address show dev eth0').includes('tentative'));
  assert.deepEqual((await applyInOneRun(ns, yaml)).plan.problems, []);
  assert.deepEqual(destinations(ns, 6), ['2001:db8:7::/48']);
});

for (const promotes of [0, 1]) {
  test(`an address of ours that becomes the gateway goes before the routes by it come (promote_secondaries=${promotes})`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    ns.sh(`echo ${promotes} >/proc/sys/net/ipv4/conf/eth0/promote_secondaries`);
    const config = (addresses: string, routes: string): string =>
      network(`ethernets: {eth0: {addresses: [${addresses}], routes: [${routes}]}}`);
    await applyInOneRun(ns, config('192.0.2.1/24, "2001:db8::1/64"', ''));
    await applyInOneRun(
      ns,
      config(
        '192.0.2.80/24, "2001:db8::80/64"',
        '{to: default, via: 192.0.2.1}, {to: default, via: "2001:db8::1"}',
      ),
    );
    assert.equal(routeOf(ns, 'default')['gateway'], '192.0.2.1');
    assert.deepEqual(destinations(ns, 6), ['default']);
    await applyInOneRun(ns, config('192.0.2.1/24, "2001:db8::1/64"', ''));
    assert.deepEqual(destinations(ns, 4), []);
  });
}
