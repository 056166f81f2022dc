import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, isWrite } from './support/apply.ts';
import { startMonitor } from './support/monitor.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertDone, config, nlStarted } from './support/program.ts';
import { assertShows, destinations, routeOf, routesOf } from './support/shown.ts';

const eth0 = (routes: string): string =>
  network(`ethernets: {eth0: {addresses: [192.0.2.1/24, "2001:db8::1/64"], routes: [${routes}]}}`);

const FAMILIES = [
  { family: 4, to: '10.0.0.0/8', via: '192.0.2.9', other: '192.0.2.8' },
  { family: 6, to: '2001:db8:1::/48', via: '2001:db8::9', other: '2001:db8::8' },
] as const;

for (const { family, to, via, other } of FAMILIES) {
  for (const [what, drift] of [
    ['gateway', `ip route replace ${to} via ${other} dev eth0 proto 78`],
    ['MTU', `ip route replace ${to} via ${via} dev eth0 proto 78 mtu 1300`],
    ['type', `ip route replace blackhole ${to} proto 78`],
    ['on-link flag', `ip route replace ${to} via ${via} dev eth0 onlink proto 78`],
    ['window', `ip route replace ${to} via ${via} dev eth0 proto 78 initcwnd 99`],
  ] as const) {
    test(`drift of the ${what} of an IPv${family} route is mended with one message`, async (t) => {
      const ns = await makeNamespace(t);
      makeNics(ns, 'eth0');
      const yaml = eth0(`{to: "${to}", via: "${via}"}`);
      await applyInOneRun(ns, yaml);
      const before = routeOf(ns, to);
      ns.sh(drift);
      const sent: string[] = [];
      await apply(ns, yaml, { trace: (line) => sent.push(line) });
      assert.equal(sent.filter(isWrite).length, 1, sent.join('\n'));
      assert.deepEqual(routeOf(ns, to), before);
      await applyInOneRun(ns, yaml);
    });
  }

  test(`a deleted IPv${family} route is put back`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const yaml = eth0(`{to: "${to}", via: "${via}"}`);
    await applyInOneRun(ns, yaml);
    ns.sh(`ip -${family} route del ${to}`);
    await applyInOneRun(ns, yaml);
    assert.equal(routeOf(ns, to)['gateway'], via);
  });

  test(`another metric of an IPv${family} route: the new one is there, the old one gone`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(ns, eth0(`{to: "${to}", via: "${via}", metric: 5}`));
    await applyInOneRun(ns, eth0(`{to: "${to}", via: "${via}", metric: 6}`));
    assert.equal(routeOf(ns, to)['metric'], 6);
  });

  test(`of two IPv${family} routes with different metrics only the undeclared one goes`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const first = `{to: "${to}", via: "${via}", metric: 1}`;
    const second = `{to: "${to}", via: "${other}", metric: 5}`;
    await applyInOneRun(ns, eth0(`${first}, ${second}`));
    await applyInOneRun(ns, eth0(second));
    assertShows(routeOf(ns, to), { metric: 5, gateway: other });
    await applyInOneRun(ns, eth0(`${first}, ${second}`));
    await applyInOneRun(ns, eth0(first));
    assertShows(routeOf(ns, to), { metric: 1, gateway: via });
  });

  test(`an attribute no longer declared leaves an IPv${family} route`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(ns, eth0(`{to: "${to}", via: "${via}", mtu: 1400, on-link: true}`));
    await applyInOneRun(ns, eth0(`{to: "${to}", via: "${via}"}`));
    assertShows(routeOf(ns, to), { metrics: undefined, flags: [] });
  });

  test(`another gateway of the IPv${family} default route leaves no moment without one`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const any = family === 4 ? '0.0.0.0/0' : '::/0';
    await applyInOneRun(ns, eth0(`{to: "${any}", via: "${via}"}`));
    const monitor = await startMonitor(t, ns);
    await applyInOneRun(ns, eth0(`{to: "${any}", via: "${other}"}`));
    const events = (await monitor.stop()).filter((line) => line.includes('default'));
    assert.deepEqual(
      events.map((line) => line.startsWith('Deleted')),
      [false],
      events.join('\n'),
    );
    assert.match(events[0] ?? '', new RegExp(`via ${other}`));
  });

  test(`an IPv${family} route of another protocol that is declared is adopted without a word`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    ns.sh(`
      ip address add 192.0.2.1/24 brd + dev eth0
      ip address add 2001:db8::1/64 dev eth0 nodad
      ip route add ${to} via ${via} dev eth0 proto static
    `);
    const { plan } = await applyInOneRun(ns, eth0(`{to: "${to}", via: "${via}"}`));
    assert.deepEqual(plan.steps, []);
    await applyInOneRun(ns, eth0(''));
    assert.equal(routeOf(ns, to)['protocol'], 'static');
  });

  test(`a route equal to a declared one but on another link is replaced (IPv${family})`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    ns.sh('ip address add 198.51.100.1/24 dev eth1; ip address add 2001:db8:9::1/64 dev eth1 nodad');
    ns.sh(`ip -${family} route add ${to} dev eth1`);
    await applyInOneRun(ns, eth0(`{to: "${to}", via: "${via}"}`));
    const routes = routesOf(ns, family).filter((route) => route['dst'] === to);
    assert.ok(
      routes.some((route) => route['dev'] === 'eth0' && route['gateway'] === via),
      JSON.stringify(routes),
    );
  });
}

test('a route moves to a link that the same run makes', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const host = 'addresses: [192.0.2.1/24], routes: [{to: default, via: 192.0.2.9}]';
  await applyInOneRun(ns, network(`ethernets: {eth0: {${host}}}`));
  await applyInOneRun(ns, network(`ethernets: {eth0: {}}\nbridges: {br0: {interfaces: [eth0], ${host}}}`));
  assert.equal(routeOf(ns, 'default')['dev'], 'br0');
});

test('a gateway and the network that reaches it change in one run', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    network('ethernets: {eth0: {addresses: [192.0.2.1/24], routes: [{to: default, via: 192.0.2.9}]}}'),
  );
  await applyInOneRun(
    ns,
    network(
      'ethernets: {eth0: {addresses: [203.0.113.1/24], routes: [{to: default, via: 203.0.113.9}, {to: 192.0.2.0/24, via: 203.0.113.8}]}}',
    ),
  );
  assert.deepEqual(destinations(ns, 4), ['default', '192.0.2.0/24']);
});

test('foreign routes appended under the key of a declared one stay', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('ip address add 198.51.100.1/24 dev eth1');
  const yaml = eth0('{to: 10.0.0.0/8, via: 192.0.2.9}');
  await applyInOneRun(ns, yaml);
  ns.sh('ip route append 10.0.0.0/8 via 198.51.100.9 proto bird');
  await applyInOneRun(ns, yaml);
  await applyInOneRun(ns, eth0(''));
  assert.equal(routeOf(ns, '10.0.0.0/8')['protocol'], 'bird');
});

/** In the order in which the kernel asks them. */
const gatewaysOf = (ns: Namespace, to: string): readonly unknown[] =>
  routesOf(ns, 4).flatMap((route) => (route['dst'] === to ? [route['gateway']] : []));

test('routes beside others with their key come back in their order, forth and back', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('ip address add 198.51.100.1/24 dev eth1');
  const declared = [1, 3, 4, 5].map((n) => `{to: 10.${n}.0.0/16, via: 192.0.2.9}`).join(', ');
  const path = (address: string) =>
    config(ns, network(`ethernets: {eth0: {addresses: [${address}/24], routes: [${declared}]}}`));
  assertDone(nlStarted(ns, [path('192.0.2.1')]));
  ns.sh(`
    ip route append 10.1.0.0/16 via 192.0.2.7 proto static
    ip route append 10.1.0.0/16 via 192.0.2.8 proto bird
    ip route add 10.2.0.0/16 via 192.0.2.7 proto static
    ip route append 10.2.0.0/16 via 192.0.2.8 proto static
    ip route prepend 10.3.0.0/16 via 192.0.2.7 proto static
    ip route append 10.4.0.0/16 via 198.51.100.9 proto static
    ip route prepend 10.5.0.0/16 via 198.51.100.9 proto static
  `);
  const gateways = () => [1, 2, 3, 4, 5].map((n) => gatewaysOf(ns, `10.${n}.0.0/16`));
  const all = [
    ['192.0.2.9', '192.0.2.7', '192.0.2.8'],
    ['192.0.2.7', '192.0.2.8'],
    ['192.0.2.7', '192.0.2.9'],
    ['192.0.2.9', '198.51.100.9'],
    ['198.51.100.9', '192.0.2.9'],
  ];
  // Without an address eth0 has no routes: all of them go, and are put back.
  assertDone(nlStarted(ns, [path('192.0.2.2')]));
  assert.deepEqual(gateways(), all);
  assertDone(nlStarted(ns, ['rollback']));
  assert.deepEqual(gateways(), all);
});

test('the way back keeps a route when what others appended under its key was removed', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const path = config(
    ns,
    network(`
      policy: {routes: strict}
      ethernets: {eth0: {addresses: [192.0.2.1/24], routes: [{to: 10.1.0.0/16, via: 192.0.2.9}]}}
    `),
  );
  for (const how of ['append', 'prepend']) {
    assertDone(nlStarted(ns, [path]));
    ns.sh(`ip route ${how} 10.1.0.0/16 via 192.0.2.7 proto static`);
    const before = gatewaysOf(ns, '10.1.0.0/16');
    assertDone(nlStarted(ns, [path]));
    assert.deepEqual(gatewaysOf(ns, '10.1.0.0/16'), ['192.0.2.9']);
    assertDone(nlStarted(ns, ['rollback']));
    assert.deepEqual(gatewaysOf(ns, '10.1.0.0/16'), before);
  }
});

test('status tells of a route in front of which others put one with its key', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const path = config(
    ns,
    network(`ethernets: {eth0: {addresses: [192.0.2.1/24], routes: [{to: 10.1.0.0/16, via: 192.0.2.9}]}}`),
  );
  assertDone(nlStarted(ns, [path]));
  const told = () => nlStarted(ns, ['status', path]).stdout.includes('has no effect');
  ns.sh('ip route append 10.1.0.0/16 via 192.0.2.8 proto static');
  assert.equal(told(), false);
  ns.sh('ip route prepend 10.1.0.0/16 via 192.0.2.7 proto static');
  assert.equal(told(), true);
  assert.deepEqual(gatewaysOf(ns, '10.1.0.0/16'), ['192.0.2.7', '192.0.2.9', '192.0.2.8']);
});
