import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, diff, stepText } from './support/apply.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { roundTrip } from './support/round-trip.ts';
import { addressesOf } from './support/shown.ts';
import { until } from './support/until.ts';

const host = (...addresses: readonly string[]): string =>
  network(`ethernets: {eth0: {addresses: [${addresses.join(', ')}]}}`);

const FLAGS = ['nodad', 'home', 'mngtmpaddr', 'temporary', 'deprecated'] as const;

/** The addresses as `ip` shows them: `192.0.2.1 brd 192.0.2.255`, `2001:db8::1 nodad`. */
const shown = (ns: Namespace): string[] =>
  addressesOf(ns, 'eth0').map((one) =>
    [
      one['local'],
      ...(typeof one['broadcast'] === 'string' ? [`brd ${one['broadcast']}`] : []),
      ...FLAGS.filter((flag) => one[flag] === true),
    ].join(' '),
  );

async function machine(t: Parameters<typeof makeNamespace>[0]): Promise<Namespace> {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('sysctl -qw net.ipv6.conf.eth0.accept_dad=0');
  return ns;
}

test('a broadcast address is what is declared, and the usual one again afterwards', async (t) => {
  const ns = await machine(t);
  await applyInOneRun(
    ns,
    host(
      '192.0.2.1/24: {broadcast: 192.0.2.127}',
      '198.51.100.1/24: {broadcast: none}',
      '203.0.113.1/31: {broadcast: 203.0.113.1}',
      '10.0.0.1/32: {peer: 10.0.0.2, broadcast: 10.0.0.255}',
    ),
  );
  assert.deepEqual(shown(ns), [
    '192.0.2.1 brd 192.0.2.127',
    '198.51.100.1',
    '203.0.113.1 brd 203.0.113.1',
    '10.0.0.1 brd 10.0.0.255',
  ]);
  assert.match(await roundTrip(ns), /198.51.100.1\/24:\s+broadcast: none/);
  const usual = ['192.0.2.1/24', '198.51.100.1/24', '203.0.113.1/31', '10.0.0.1/32: {peer: 10.0.0.2}'];
  await applyInOneRun(ns, host(...usual));
  assert.deepEqual(shown(ns).sort(), [
    '10.0.0.1',
    '192.0.2.1 brd 192.0.2.255',
    '198.51.100.1 brd 198.51.100.255',
    '203.0.113.1',
  ]);
});

test('an IPv6 address is used without being checked, and its flags change in place', async (t) => {
  const ns = await machine(t);
  const flagged = host(
    '"2001:db8:1::1/64": {duplicate-address-detection: false}',
    '"2001:db8:2::1/64": {home-address: true, lifetime: 0}',
    '"2001:db8:3::1/64": {manage-temporary-addresses: true}',
  );
  await applyInOneRun(ns, flagged);
  assert.deepEqual(shown(ns).sort(), [
    '2001:db8:1::1 nodad',
    '2001:db8:2::1 home deprecated',
    '2001:db8:3::1 mngtmpaddr',
  ]);
  await roundTrip(ns);
  const bare = host('"2001:db8:1::1/64"', '"2001:db8:2::1/64"', '"2001:db8:3::1/64"');
  const { plan } = await applyInOneRun(ns, bare);
  assert.deepEqual(plan.steps.map(stepText), [
    'change address 2001:db8:1::1/64 dev eth0 (duplicate-address-detection false -> true)',
    'change address 2001:db8:2::1/64 dev eth0 (lifetime 0 -> forever, home-address true -> false)',
    'change address 2001:db8:3::1/64 dev eth0 (manage-temporary-addresses true -> false)',
  ]);
  assert.deepEqual(shown(ns).sort(), ['2001:db8:1::1', '2001:db8:2::1', '2001:db8:3::1']);
});

test('an address without detection is no longer tentative when a route needs it at once', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const { remaining } = await apply(
    ns,
    network(`
      ethernets:
        eth0:
          addresses: [{"2001:db8:1::1/64": {duplicate-address-detection: false}}]
          routes: [{to: "2001:db8:9::/48", via: "2001:db8:1::9", from: "2001:db8:1::1"}]
    `),
  );
  assert.deepEqual(remaining, []);
  assert.match(ns.sh('ip -6 route show 2001:db8:9::/48'), /via 2001:db8:1::9 .*src 2001:db8:1::1/);
});

test('the kernel makes temporary addresses of one that is to have them, and takes them along', async (t) => {
  const ns = await machine(t);
  const has = (options: string): string =>
    network(`ethernets: {eth0: {ipv6-privacy: true, addresses: [{"2001:db8:3::1/64": {${options}}}]}}`);
  await applyInOneRun(ns, has('manage-temporary-addresses: true'));
  const temporary = (): string[] => shown(ns).filter((text) => text.includes('temporary'));
  await until('there is a temporary address', () => temporary().length === 1);
  assert.deepEqual((await diff(ns, has('manage-temporary-addresses: true'))).steps, []);
  await roundTrip(ns);
  await applyInOneRun(ns, network('ethernets: {eth0: {}}'));
  assert.deepEqual(shown(ns), []);
});

test('flags and broadcast addresses of others stay unless something else is declared', async (t) => {
  const ns = await machine(t);
  ns.sh(`ip address add 192.0.2.1/24 dev eth0
    ip address add 2001:db8:1::1/64 dev eth0 nodad
    ip address add 2001:db8:2::1/64 dev eth0 home`);
  const theirs = ['192.0.2.1', '2001:db8:1::1 nodad', '2001:db8:2::1 home'];
  await applyInOneRun(ns, host('192.0.2.1/24', '"2001:db8:1::1/64"', '"2001:db8:2::1/64"'));
  assert.deepEqual(shown(ns).sort(), theirs);
  await applyInOneRun(
    ns,
    host(
      '192.0.2.1/24: {broadcast: 192.0.2.255}',
      '"2001:db8:1::1/64": {duplicate-address-detection: true}',
      '"2001:db8:2::1/64": {home-address: false}',
    ),
  );
  assert.deepEqual(shown(ns).sort(), ['192.0.2.1 brd 192.0.2.255', '2001:db8:1::1', '2001:db8:2::1']);
});
