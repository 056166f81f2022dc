import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun, stepText } from './support/apply.ts';
import { startMonitor } from './support/monitor.ts';
import { makeNamespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { applyInOnePass } from './support/one-pass.ts';
import { addressesOf, addressTexts, destinations } from './support/shown.ts';

const host = (addresses: string, routes = ''): string =>
  network(`ethernets: {eth0: {addresses: [${addresses}], routes: [${routes}]}}`);

const ROUTES = '{to: default, via: 192.0.2.9}, {to: 10.0.0.0/8, via: 192.0.2.8}';

for (const promote of [0, 1]) {
  test(`another primary address while secondaries exist (promote_secondaries ${promote})`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    ns.sh(`sysctl -qw net.ipv4.conf.all.promote_secondaries=${promote}`);
    await applyInOneRun(ns, host('192.0.2.1/24, 192.0.2.2/24, 192.0.2.3/24', ROUTES));
    await applyInOneRun(ns, host('192.0.2.4/24, 192.0.2.2/24, 192.0.2.3/24', ROUTES));
    assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.4/24', '192.0.2.2/24', '192.0.2.3/24']);
    assert.deepEqual(destinations(ns, 4), ['default', '10.0.0.0/8']);
  });

  test(`the first address of a subnet is the primary, also when only the order changes (promote_secondaries ${promote})`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    ns.sh(`sysctl -qw net.ipv4.conf.all.promote_secondaries=${promote}`);
    const orders = [
      '192.0.2.1/24, 192.0.2.2/24, 192.0.2.3/24, 198.51.100.1/24',
      '192.0.2.3/24, 192.0.2.1/24, 192.0.2.2/24, 198.51.100.1/24',
      '198.51.100.1/24, 192.0.2.2/24, 192.0.2.1/24, 192.0.2.3/24',
      // The primary goes, and the next one of the kernel's list is not the first.
      '192.0.2.3/24, 192.0.2.1/24',
      '192.0.2.6/24, 192.0.2.5/24, 192.0.2.1/24',
      '192.0.2.1/24, 192.0.2.7/24',
    ];
    for (const order of orders) {
      await applyInOneRun(ns, host(order, ROUTES));
      const inSubnet = (text: string): boolean => text.startsWith('192.0.2.');
      const first = addressesOf(ns, 'eth0').filter(
        ({ secondary, local }) => secondary !== true && inSubnet(String(local)),
      );
      assert.deepEqual(
        first.map(({ local }) => local),
        [order.match(/192\.0\.2\.\d+/)?.[0]],
        order,
      );
      assert.deepEqual(addressTexts(ns, 'eth0').sort(), order.split(', ').sort());
      assert.deepEqual(destinations(ns, 4), ['default', '10.0.0.0/8']);
      assert.match(ns.sh('ip route get 203.0.113.1'), new RegExp(`src ${String(first[0]?.['local'])}`));
    }
  });

  test(`a primary of others that stays keeps its place (promote_secondaries ${promote})`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    ns.sh(
      `sysctl -qw net.ipv4.conf.all.promote_secondaries=${promote}; ip address add 192.0.2.99/24 dev eth0`,
    );
    await applyInOneRun(ns, host('192.0.2.1/24, 192.0.2.2/24', ROUTES));
    const { plan } = await applyInOneRun(ns, host('192.0.2.2/24, 192.0.2.1/24', ROUTES));
    assert.deepEqual(plan.steps, []);
    assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.99/24', '192.0.2.1/24', '192.0.2.2/24']);
  });

  test(`addresses of others that are declared in another order stay as they are (promote_secondaries ${promote})`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    ns.sh(`
      sysctl -qw net.ipv4.conf.all.promote_secondaries=${promote}
      ip address add 192.0.2.5/24 dev eth0
      ip address add 192.0.2.4/24 dev eth0
      ip route add default via 192.0.2.9
    `);
    const { plan } = await applyInOneRun(ns, host('192.0.2.4/24, 192.0.2.5/24'));
    assert.deepEqual(plan.steps, []);
    await applyInOneRun(ns, host('192.0.2.3/24, 192.0.2.4/24, 192.0.2.5/24'));
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.5/24', '192.0.2.4/24']);
    assert.deepEqual(destinations(ns, 4), ['default']);
  });

  test(`the primary goes, its secondaries and the routes stay (promote_secondaries ${promote})`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    ns.sh(`sysctl -qw net.ipv4.conf.all.promote_secondaries=${promote}`);
    await applyInOneRun(ns, host('192.0.2.1/24, 192.0.2.2/24, 192.0.2.3/24', ROUTES));
    const { plan } = await applyInOneRun(ns, host('192.0.2.2/24, 192.0.2.3/24', ROUTES));
    if (promote === 1) assert.deepEqual(plan.steps.map(stepText), ['remove address 192.0.2.1/24 dev eth0']);
    assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.2/24', '192.0.2.3/24']);
    assert.deepEqual(destinations(ns, 4), ['default', '10.0.0.0/8']);
  });

  test(`all addresses of a subnet change their scope (promote_secondaries ${promote})`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    ns.sh(`sysctl -qw net.ipv4.conf.all.promote_secondaries=${promote}`);
    const scoped = (...hosts: number[]): string =>
      hosts.map((n) => `{192.0.2.${String(n)}/24: {scope: link}}`).join(', ');
    const scopes = (): unknown[] =>
      addressesOf(ns, 'eth0').flatMap(({ family, scope }) => (family === 'inet' ? [scope] : []));
    await applyInOneRun(ns, host(scoped(1, 2)));
    await applyInOneRun(ns, host('192.0.2.1/24, 192.0.2.2/24', ROUTES));
    assert.deepEqual(scopes(), ['global', 'global']);
    assert.deepEqual(destinations(ns, 4), ['default', '10.0.0.0/8']);
    await applyInOneRun(ns, host(scoped(3)));
    assert.deepEqual(scopes(), ['link']);
  });

  test(`a foreign secondary and a foreign route survive a change of our primary (promote_secondaries ${promote})`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    ns.sh(`sysctl -qw net.ipv4.conf.all.promote_secondaries=${promote}`);
    await applyInOneRun(ns, host('192.0.2.1/24', ROUTES));
    ns.sh(`
      ip address add 192.0.2.100/24 dev eth0
      ip route add 203.0.113.0/24 via 192.0.2.77 proto bird src 192.0.2.100
    `);
    await applyInOneRun(ns, host('192.0.2.2/24', ROUTES));
    assert.deepEqual(addressTexts(ns, 'eth0').sort(), ['192.0.2.100/24', '192.0.2.2/24']);
    assert.deepEqual(destinations(ns, 4).sort(), ['10.0.0.0/8', '203.0.113.0/24', 'default']);
  });
}

test('the only IPv4 address changes within its subnet, and the routes stay', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, host('192.0.2.1/24', ROUTES));
  await applyInOneRun(ns, host('192.0.2.2/24', ROUTES));
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.2/24']);
  assert.deepEqual(destinations(ns, 4), ['default', '10.0.0.0/8']);
});

test('the only IPv4 address moves to another subnet with its gateway', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, host('192.0.2.1/24', '{to: default, via: 192.0.2.9}'));
  await applyInOneRun(ns, host('198.51.100.1/24', '{to: default, via: 198.51.100.9}'));
  assert.equal(ns.ip('route', 'show', 'default')[0]?.['gateway'], '198.51.100.9');
});

for (const [what, before, after] of [
  ['IPv4', '192.0.2.1/24', '192.0.2.1/25'],
  ['IPv4 to a wider one', '192.0.2.1/25', '192.0.2.1/24'],
  ['IPv6', '2001:db8::1/64', '2001:db8::1/48'],
] as const) {
  test(`the prefix length of an ${what} address changes`, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(ns, host(`"${before}"`));
    await applyInOneRun(ns, host(`"${after}"`));
    assert.deepEqual(addressTexts(ns, 'eth0'), [after]);
  });
}

test('a prefix length changes under gateway routes of both families', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const routes =
    '{to: default, via: 192.0.2.9}, {to: "::/0", via: "2001:db8::9"}, {to: 10.0.0.0/8, via: 192.0.2.9, from: 192.0.2.1}';
  await applyInOneRun(ns, host('192.0.2.1/24, "2001:db8::1/64"', routes));
  await applyInOneRun(ns, host('192.0.2.1/25, "2001:db8::1/48"', routes));
  assert.deepEqual(destinations(ns, 4), ['default', '10.0.0.0/8']);
  assert.deepEqual(destinations(ns, 6), ['default']);
});

test('IPv6 addresses are not touched by changes that do not concern them', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (more: string) =>
    network(`ethernets: {eth0: {addresses: ["2001:db8::1/64", 192.0.2.1/24${more}}}`);
  await applyInOneRun(ns, yaml(']'));
  ns.sh('ip address add 2001:db8::f/64 dev eth0 nodad');
  const monitor = await startMonitor(t, ns);
  await applyInOneRun(
    ns,
    yaml(', 192.0.2.2/24, "2001:db8::2/64"], mtu: 1400, macaddress: 02:00:00:00:00:05, alias: x'),
  );
  const deleted = (await monitor.stop()).filter((line) => /^Deleted .*inet6 2001/.test(line));
  assert.deepEqual(deleted, []);
  assert.deepEqual(
    addressTexts(ns, 'eth0')
      .filter((text) => text.startsWith('2001'))
      .sort(),
    ['2001:db8::1/64', '2001:db8::2/64', '2001:db8::f/64'],
  );
});

test('a foreign IPv6 address survives a link that goes down and up by wish', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (mode: string) => network(`ethernets: {eth0: {${mode}addresses: ["2001:db8::1/64"]}}`);
  await applyInOneRun(ns, yaml(''));
  ns.sh('ip address add 2001:db8::f/64 dev eth0 nodad');
  await applyInOneRun(ns, yaml('activation-mode: off, '));
  await applyInOneRun(ns, yaml(''));
  assert.deepEqual(addressTexts(ns, 'eth0').sort(), ['2001:db8::1/64', '2001:db8::f/64']);
});

test('our address is taken over by somebody else and is not removed by us', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, host('192.0.2.1/24'));
  ns.sh('ip address del 192.0.2.1/24 dev eth0');
  await applyInOneRun(ns, host(''));
  ns.sh('ip address add 192.0.2.1/24 dev eth0');
  await applyInOneRun(ns, host(''));
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24']);
});

test("a route by somebody's nexthop object stays when the link loses its last IPv4 address, and the plan knows", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, host('192.0.2.1/24'));
  ns.sh(`
    ip nexthop add id 61 via 10.98.0.1 dev eth0 onlink proto bird
    ip route add 10.6.0.0/16 nhid 61 proto bird
    ip route add 10.7.0.0/16 via 10.98.0.1 dev eth0 onlink proto bird
  `);
  const { plan } = await applyInOnePass(ns, host(''));
  assert.deepEqual(destinations(ns, 4), ['10.6.0.0/16', '10.7.0.0/16']);
  assert.deepEqual(plan.steps.map(stepText), [
    'remove address 192.0.2.1/24 dev eth0',
    'create route 10.7.0.0/16 via 10.98.0.1 dev eth0',
  ]);
});
