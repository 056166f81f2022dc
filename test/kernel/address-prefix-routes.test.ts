import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, stepText } from './support/apply.ts';
import { dump } from './support/dump.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressesOf, assertShows, destinations } from './support/shown.ts';
import { until } from './support/until.ts';

const host = (addresses: string, routes = ''): string =>
  network(`ethernets: {eth0: {addresses: [${addresses}], routes: [${routes}]}}`);

/**
 * What the kernel made of an address: its route and the metric of that. The route to a peer comes when duplicate address detection
 * has ended, which is some time later even where there is none (addrconf_dad_work).
 */
async function connected(ns: Namespace, family: 4 | 6): Promise<string[]> {
  await until(
    'no address is tentative',
    () => !ns.sh('ip -6 address show dev eth0 scope global tentative').includes('inet6'),
  );
  return ns
    .ip(`-${family}`, 'route', 'show', 'proto', 'kernel', 'dev', 'eth0')
    .map(({ dst, metric = 0 }) => `${dst} ${metric}`)
    .filter((text) => !text.startsWith('fe80'))
    .sort();
}

test('a peer, a metric and a missing prefix route reach the kernel, and go', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('sysctl -qw net.ipv6.conf.eth0.accept_dad=0');
  const text = host(
    `192.0.2.1/32: {peer: 198.51.100.9}, 192.0.3.1/24: {peer: 198.51.101.9, metric: 7}, 192.0.4.1/24: {add-prefix-route: false},
     "2001:db8::1/64": {peer: "2001:db8:9::9", metric: 8}, "2001:db8:1::1/64": {add-prefix-route: false}`
      .split(/, (?=[12"])|,\s*\n\s*/)
      .map((entry) => `{${entry}}`)
      .join(', '),
  );
  await applyInOneRun(ns, text);
  const shown = new Map(addressesOf(ns, 'eth0').map((one) => [one['local'], one]));
  assertShows(shown.get('192.0.2.1') ?? {}, { address: '198.51.100.9', prefixlen: 32, metric: undefined });
  assertShows(shown.get('192.0.3.1') ?? {}, { address: '198.51.101.9', prefixlen: 24, metric: 7 });
  assertShows(shown.get('192.0.4.1') ?? {}, { address: undefined, noprefixroute: true });
  assertShows(shown.get('2001:db8::1') ?? {}, { address: '2001:db8:9::9', prefixlen: 64, metric: 8 });
  assertShows(shown.get('2001:db8:1::1') ?? {}, { noprefixroute: true });
  assert.deepEqual(await connected(ns, 4), ['198.51.100.9 0', '198.51.101.0/24 7']);
  assert.deepEqual(await connected(ns, 6), ['2001:db8:9::9 8', '2001:db8::/64 8']);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(addressesOf(ns, 'eth0'), []);
});

for (const [what, before, after, action] of [
  ['another peer', '192.0.2.1/32: {peer: 198.51.100.9}', '192.0.2.1/32: {peer: 198.51.100.8}', undefined],
  [
    'a peer of the same network',
    '192.0.2.1/24: {peer: 10.0.0.9}',
    '192.0.2.1/24: {peer: 10.0.0.8}',
    undefined,
  ],
  ['no peer any more', '192.0.2.1/24: {peer: 192.0.2.9}', '192.0.2.1/24: {}', undefined],
  ['a metric', '192.0.2.1/24: {}', '192.0.2.1/24: {metric: 50}', 'change'],
  ['another metric', '192.0.2.1/24: {metric: 60}', '192.0.2.1/24: {metric: 50}', 'change'],
  ['no metric any more', '192.0.2.1/24: {metric: 60}', '192.0.2.1/24: {}', 'change'],
  [
    'a lifetime beside a metric',
    '192.0.2.1/24: {metric: 5}',
    '192.0.2.1/24: {metric: 5, lifetime: 0}',
    'change',
  ],
  ['no prefix route', '192.0.2.1/24: {}', '192.0.2.1/24: {add-prefix-route: false}', 'replace'],
  ['a prefix route', '192.0.2.1/24: {add-prefix-route: false}', '192.0.2.1/24: {}', 'replace'],
  [
    'another peer',
    '"2001:db8::1/64": {peer: "2001:db8:9::9"}',
    '"2001:db8::1/64": {peer: "2001:db8:9::8"}',
    'replace',
  ],
  ['no peer any more', '"2001:db8::1/64": {peer: "2001:db8:9::9"}', '"2001:db8::1/64": {}', 'replace'],
  ['a metric', '"2001:db8::1/64": {}', '"2001:db8::1/64": {metric: 50}', 'change'],
  ['no metric any more', '"2001:db8::1/64": {metric: 60}', '"2001:db8::1/64": {}', 'change'],
  [
    'a metric of a peer',
    '"2001:db8::1/64": {peer: "2001:db8:9::9"}',
    '"2001:db8::1/64": {peer: "2001:db8:9::9", metric: 5}',
    'replace',
  ],
  ['no prefix route', '"2001:db8::1/64": {}', '"2001:db8::1/64": {add-prefix-route: false}', 'change'],
  ['a prefix route', '"2001:db8::1/64": {add-prefix-route: false}', '"2001:db8::1/64": {}', 'change'],
  [
    'a lifetime without a prefix route',
    '"2001:db8::1/64": {add-prefix-route: false}',
    '"2001:db8::1/64": {add-prefix-route: false, lifetime: 0}',
    'change',
  ],
] as const) {
  for (const promote of [0, 1]) {
    test(`${what}: ${after} in one run, as from the start (promote_secondaries ${promote})`, async (t) => {
      const ns = await makeNamespace(t);
      makeNics(ns, 'eth0', 'eth1');
      ns.sh('sysctl -qw net.ipv6.conf.eth0.accept_dad=0');
      ns.sh(`sysctl -qw net.ipv4.conf.all.promote_secondaries=${promote}`);
      const family = after.startsWith('"') ? 6 : 4;
      await applyInOneRun(ns, host(`{${after}}`));
      const expected = await connected(ns, family);
      await applyInOneRun(ns, NOTHING);
      await applyInOneRun(ns, host(`{${before}}`));
      const { plan } = await applyInOneRun(ns, host(`{${after}}`));
      if (action !== undefined)
        assert.deepEqual(
          plan.steps.map((step) => step.action),
          [action],
        );
      assert.deepEqual(await connected(ns, family), expected);
    });
  }
}

test('routes by gateways stay when the prefix route gets another metric or goes', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('sysctl -qw net.ipv6.conf.eth0.accept_dad=0');
  const routes = '{to: 10.0.0.0/8, via: 192.0.2.9}, {to: 192.0.2.0/25, scope: link}';
  await applyInOneRun(ns, host('192.0.2.1/24', routes));
  ns.sh('ip route add 10.9.0.0/16 via 192.0.2.8 proto bird');
  const expected = ['10.0.0.0/8', '10.9.0.0/16', '192.0.2.0/25'];
  for (const options of ['{metric: 9}', '{add-prefix-route: false}', '{peer: 192.0.2.77}']) {
    await applyInOneRun(ns, host(`{192.0.2.1/24: ${options}}`, routes));
    assert.deepEqual(
      destinations(ns, 4)
        .filter((to) => to !== '192.0.2.0/24')
        .sort(),
      expected,
      options,
    );
  }
});

test('a route to the network of a second address is not made for a gateway when the first is to have none', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const addresses = '{192.0.2.1/24: {add-prefix-route: false}}, 192.0.2.2/24';
  await applyInOneRun(ns, host(addresses));
  assert.deepEqual(await connected(ns, 4), []);
  const { plan, failures } = await apply(ns, host(addresses, '{to: 10.0.0.0/8, via: 192.0.2.9}'));
  assert.deepEqual(plan.steps.map(stepText), ['create route 10.0.0.0/8 via 192.0.2.9 dev eth0']);
  assert.equal(failures.length, 1);
  assert.deepEqual(await connected(ns, 4), []);
  await applyInOneRun(
    ns,
    host(addresses, '{to: 192.0.2.0/25, scope: link}, {to: 10.0.0.0/8, via: 192.0.2.9}'),
  );
  assert.deepEqual(destinations(ns, 4).sort(), ['10.0.0.0/8', '192.0.2.0/25']);
});

test('metrics and missing prefix routes that others set stay, until they are declared', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('sysctl -qw net.ipv6.conf.eth0.accept_dad=0');
  ns.sh(`
    ip address add 192.0.2.1/24 dev eth0 metric 70
    ip address add 2001:db8::1/64 dev eth0 noprefixroute nodad metric 71
  `);
  await applyInOneRun(ns, host('192.0.2.1/24, "2001:db8::1/64"'));
  const [v4, v6] = addressesOf(ns, 'eth0');
  assertShows(v4 ?? {}, { metric: 70 });
  assertShows(v6 ?? {}, { metric: 71, noprefixroute: true });
  await applyInOneRun(
    ns,
    host('{192.0.2.1/24: {metric: 0}}, {"2001:db8::1/64": {add-prefix-route: true, metric: 72}}'),
  );
  assert.deepEqual(await connected(ns, 4), ['192.0.2.0/24 0']);
  assert.deepEqual(await connected(ns, 6), ['2001:db8::/64 72']);
});

test('an address of others that becomes ours by another change has nothing but what is declared', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`
    ip address add 192.0.2.1/24 dev eth0 metric 70 preferred_lft 0
    ip address add 2001:db8::1/64 dev eth0 noprefixroute nodad metric 71 preferred_lft 0
  `);
  await applyInOneRun(ns, host('192.0.2.1/24, "2001:db8::1/64"'));
  assert.deepEqual(await connected(ns, 4), ['192.0.2.0/24 0']);
  assert.deepEqual(await connected(ns, 6), ['2001:db8::/64 256']);
});

test('a refusal takes peers, metrics and prefix routes back', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('sysctl -qw net.ipv6.conf.eth0.accept_dad=0');
  ns.sh(`
    ip address add 192.0.2.1/24 dev eth0 metric 70
    ip address add 192.0.3.1/24 dev eth1 noprefixroute
    ip address add 192.0.4.1 peer 192.0.4.9/32 dev eth0
    ip address add 2001:db8::1/64 dev eth0 nodad noprefixroute
    ip address add 2001:db8:1::1 peer 2001:db8:9::9/128 dev eth0 nodad metric 5
  `);
  // The route to an IPv6 peer comes some time after the address (addrconf_dad_work).
  const peerIsRouted = () =>
    until('the IPv6 peer has its route', () => ns.sh('ip -6 route show 2001:db8:9::9') !== '');
  await peerIsRouted();
  const before = dump(ns);
  const result = await apply(
    ns,
    network(`
      ethernets:
        eth0:
          addresses:
            - 192.0.2.1/24: {metric: 1}
            - 192.0.4.1/32: {peer: 192.0.4.8}
            - "2001:db8::1/64": {add-prefix-route: true}
            - "2001:db8:1::1/128": {peer: "2001:db8:9::8"}
          routes: [{to: 10.99.0.0/16, via: 203.0.113.250}]
        eth1:
          addresses: [192.0.3.1/24: {add-prefix-route: true}]
    `),
  );
  assert.equal(result.rolledBack, true);
  await peerIsRouted();
  assert.deepEqual(dump(ns), before);
});

test('an address with a peer is named as ip-address(8) names it', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('sysctl -qw net.ipv6.conf.eth0.accept_dad=0');
  const { plan } = await applyInOneRun(ns, host('{192.0.2.1/32: {peer: 198.51.100.9}}'));
  assert.deepEqual(plan.steps.map(stepText), ['create address 192.0.2.1 peer 198.51.100.9/32 dev eth0']);
});
