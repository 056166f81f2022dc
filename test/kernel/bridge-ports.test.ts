import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertShows, indexOf, linkOf, portData } from './support/shown.ts';
import { sysfs } from './support/sysfs.ts';

const TWO_BRIDGES = (first: string, second: string, more = ''): string =>
  network(`
    ethernets: {eth0: {${more}}, eth1: {}}
    bridges:
      br0: {interfaces: [${first}]}
      br1: {interfaces: [${second}]}
  `);

test('a port gets every port option', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    network(`
      ethernets: {eth0: {hairpin: true, neigh-suppress: true, port-mac-learning: false}}
      bridges:
        br0: {interfaces: [eth0], parameters: {path-cost: {eth0: 400}, port-priority: {eth0: 23}}}
    `),
  );
  const files = ['path_cost', 'priority', 'hairpin_mode', 'neigh_suppress', 'learning'];
  assert.deepEqual(sysfs(ns, 'eth0/brport', ...files), {
    path_cost: '400',
    priority: '23',
    hairpin_mode: '1',
    neigh_suppress: '1',
    learning: '0',
  });
});

test('port options go on and off in place', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (hairpin: boolean, suppress: boolean, learning: boolean, cost: number, priority: number) =>
    network(`
      ethernets: {eth0: {hairpin: ${hairpin}, neigh-suppress: ${suppress}, port-mac-learning: ${learning}}}
      bridges:
        br0: {interfaces: [eth0], parameters: {path-cost: {eth0: ${cost}}, port-priority: {eth0: ${priority}}}}
    `);
  await applyInOneRun(ns, yaml(true, true, false, 7, 63));
  await applyInOneRun(ns, yaml(false, false, true, 65535, 0));
  assertShows(portData(ns, 'eth0'), {
    hairpin: false,
    neigh_suppress: false,
    learning: true,
    cost: 65535,
    priority: 0,
  });
});

test('port options changed by hand come back', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = network('ethernets: {eth0: {hairpin: true}}\nbridges: {br0: {interfaces: [eth0]}}');
  await applyInOneRun(ns, yaml);
  ns.sh('bridge link set dev eth0 hairpin off cost 9');
  await applyInOneRun(ns, yaml);
  assertShows(portData(ns, 'eth0'), { hairpin: true, cost: 9 });
});

test('a port that was taken out by hand is back with its options', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = network(`
    ethernets: {eth0: {hairpin: true, port-mac-learning: false}}
    bridges: {br0: {interfaces: [eth0], parameters: {path-cost: {eth0: 11}}}}
  `);
  await applyInOneRun(ns, yaml);
  ns.sh('ip link set eth0 nomaster');
  await applyInOneRun(ns, yaml);
  assert.equal(linkOf(ns, 'eth0')['master'], 'br0');
  assertShows(portData(ns, 'eth0'), { hairpin: true, learning: false, cost: 11 });
});

test('a port moves to another bridge with its options', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(ns, TWO_BRIDGES('eth0', 'eth1', 'hairpin: true'));
  await applyInOneRun(ns, TWO_BRIDGES('', 'eth1, eth0', 'hairpin: true'));
  assert.equal(linkOf(ns, 'eth0')['master'], 'br1');
  assert.equal(portData(ns, 'eth0')['hairpin'], true);
});

test('two bridges exchange their ports', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(ns, TWO_BRIDGES('eth0', 'eth1', 'hairpin: true'));
  await applyInOneRun(ns, TWO_BRIDGES('eth1', 'eth0', 'hairpin: true'));
  assert.equal(linkOf(ns, 'eth0')['master'], 'br1');
  assert.equal(linkOf(ns, 'eth1')['master'], 'br0');
  assert.equal(portData(ns, 'eth0')['hairpin'], true);
});

test('a port no longer declared as one leaves the bridge', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(ns, TWO_BRIDGES('eth0', 'eth1'));
  await applyInOneRun(ns, TWO_BRIDGES('', 'eth1'));
  assert.equal(linkOf(ns, 'eth0')['master'], undefined);
});

test('a port is released and given an address in one run', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    network('ethernets: {eth0: {}}\nbridges: {br0: {interfaces: [eth0], addresses: [192.0.2.1/24]}}'),
  );
  await applyInOneRun(ns, network('ethernets: {eth0: {addresses: [192.0.2.1/24, "2001:db8::1/64"]}}'));
  assert.equal(linkOf(ns, 'eth0')['master'], undefined);
  assert.equal(ns.ip('address', 'show', 'dev', 'eth0', 'to', '192.0.2.1').length, 1);
});

test('the address of a NIC moves to the bridge it becomes a port of, with its default route', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const host = 'addresses: [192.0.2.20/24], routes: [{to: default, via: 192.0.2.1}]';
  await applyInOneRun(ns, network(`ethernets: {eth0: {${host}}}`));
  await applyInOneRun(ns, network(`ethernets: {eth0: {}}\nbridges: {br0: {interfaces: [eth0], ${host}}}`));
  assert.deepEqual(
    ns.ip('-4', 'route', 'show', 'default').map((route) => route['dev']),
    ['br0'],
  );
  await applyInOneRun(ns, network(`ethernets: {eth0: {${host}}}`));
  assert.deepEqual(
    ns.ip('-4', 'route', 'show', 'default').map((route) => route['dev']),
    ['eth0'],
  );
});

test("an undeclared port of our bridge stays a port, a foreign bridge's port stays its own", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (mtu: number) =>
    network(`ethernets: {eth0: {mtu: ${mtu}}}\nbridges: {br0: {interfaces: [eth0]}}`);
  await applyInOneRun(ns, yaml(1500));
  ns.sh(`
    ip link add vnet0 type veth peer name guest0
    ip link set vnet0 master br0 up
    ip link add br9 type bridge
    ip link add port9 type veth peer name port9p
    ip link set port9 master br9
  `);
  await applyInOneRun(ns, yaml(1400));
  assert.equal(linkOf(ns, 'vnet0')['master'], 'br0');
  assert.equal(linkOf(ns, 'port9')['master'], 'br9');
});

test('a NIC declared without a bridge stays a port of the bridge that somebody else put it in', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link add br9 type bridge; ip link set eth0 master br9');
  await applyInOneRun(ns, network('ethernets: {eth0: {mtu: 1400}}'));
  assert.equal(linkOf(ns, 'eth0')['master'], 'br9');
});

test('a NIC taken from a foreign bridge goes back there when our bridge is no longer declared', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link add br9 type bridge; ip link set eth0 master br9');
  const before = indexOf(ns, 'eth0');
  await applyInOneRun(ns, network('ethernets: {eth0: {}}\nbridges: {br0: {interfaces: [eth0]}}'));
  assert.equal(linkOf(ns, 'eth0')['master'], 'br0');
  await applyInOneRun(ns, NOTHING);
  assert.equal(linkOf(ns, 'eth0')['master'], 'br9');
  assert.equal(indexOf(ns, 'eth0'), before);
});

test('addresses that a port had before it became one stay on it', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip address add 192.0.2.77/24 dev eth0');
  await applyInOneRun(ns, network('ethernets: {eth0: {}}\nbridges: {br0: {interfaces: [eth0]}}'));
  assert.equal(ns.ip('address', 'show', 'dev', 'eth0', 'to', '192.0.2.77').length, 1);
});

test('a NIC with port options leaves its bridge for good without a complaint', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (port: string, key: string) =>
    network(`ethernets: {eth0: {${key}}}\nbridges: {br0: {interfaces: [${port}]}}`);
  await applyInOneRun(ns, yaml('eth0', 'hairpin: true'));
  await applyInOneRun(ns, yaml('', ''));
  assert.equal(linkOf(ns, 'eth0')['master'], undefined);
  await applyInOneRun(ns, yaml('eth0', 'hairpin: true'));
  await applyInOneRun(ns, NOTHING);
  assert.equal(linkOf(ns, 'eth0')['master'], undefined);
});

test("options of a port that somebody else's bridge has go back to what they were", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link add br0 type bridge; ip link set eth0 master br0; bridge link set dev eth0 cost 33');
  await applyInOneRun(
    ns,
    network(`
      ethernets: {eth0: {hairpin: true}}
      bridges: {br0: {interfaces: [eth0], parameters: {path-cost: {eth0: 9}}}}
    `),
  );
  assertShows(portData(ns, 'eth0'), { cost: 9, hairpin: true });
  await applyInOneRun(ns, NOTHING);
  assert.equal(linkOf(ns, 'eth0')['master'], 'br0');
  assertShows(portData(ns, 'eth0'), { cost: 33, hairpin: false });
});
