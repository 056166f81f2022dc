import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun } from './support/apply.ts';
import { makeNamespace, type Namespace, type Shown } from './support/namespace.ts';
import { neighboursOf } from './support/neighbours.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressesOf, routesOf } from './support/shown.ts';
import { until } from './support/until.ts';

/** Addresses and routes of a NIC but for link-local ones, once address detection has ended. */
async function settled(ns: Namespace): Promise<{ addresses: string[]; routes: string[] }> {
  await until('no address is tentative', () => !ns.sh('ip -6 address show tentative').includes('inet6'));
  const routes = [...routesOf(ns, 4), ...routesOf(ns, 6), ...routesOf(ns, 4, 77)];
  const texts = (objects: readonly Shown[]): string[] =>
    objects.map((object) => JSON.stringify(object)).sort();
  return {
    addresses: texts(addressesOf(ns, 'eth0')),
    routes: texts(routes.filter(({ dev, dst }) => dev === 'eth0' && !/^(fe80|ff00)/.test(String(dst)))),
  };
}

const FOREIGN = `
  ip address add 198.51.100.9/24 brd + dev eth0
  ip address add 198.51.101.9/24 dev eth0 metric 50 label eth0:vip scope link
  ip address add 198.51.102.9/24 dev eth0 noprefixroute
  ip address add 198.51.103.9 peer 198.51.104.9/32 dev eth0
  ip address add 2001:db8:1::9/64 dev eth0 nodad
  ip address add 2001:db8:2::9/64 dev eth0 nodad noprefixroute
  ip address add 2001:db8:3::9/64 dev eth0 nodad metric 50
  ip address add 2001:db8:4::9/64 dev eth0 nodad preferred_lft 0
  ip route add 10.1.0.0/16 via 198.51.100.1 proto bird metric 32 mtu 1400 src 198.51.100.9
  ip route add 10.2.0.0/16 dev eth0 proto zebra scope link
  ip route add 10.3.0.0/16 via 203.0.113.1 dev eth0 onlink proto bird table 77
  ip -6 route add 2001:db8:77::/48 via 2001:db8:1::1 proto bird metric 7
`;

test("a link that goes down and up by wish keeps somebody else's addresses with all their options", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(FOREIGN);
  const { addresses, routes } = await settled(ns);
  await applyInOneRun(ns, network('ethernets: {eth0: {activation-mode: off}}'));
  await applyInOneRun(ns, network('ethernets: {eth0: {}}'));
  const after = await settled(ns);
  assert.deepEqual(after.addresses, addresses);
  const kernels = routes.filter((route) => route.includes('"protocol":"kernel"'));
  assert.deepEqual(after.routes, kernels);
});

test('a run that took the link down and was refused puts all addresses and routes back', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh(FOREIGN);
  const before = await settled(ns);
  const result = await apply(
    ns,
    network(`
      ethernets:
        eth0: {activation-mode: off}
        eth1: {addresses: [192.0.2.1/24], routes: [{to: 10.99.0.0/16, via: 203.0.113.250}]}
    `),
  );
  assert.equal(result.rolledBack, true);
  assert.deepEqual(await settled(ns), before);
});

test('addresses that come back come in the order in which they came: of two with one text the local routes show it', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    network(`
      virtual-ethernets:
        va: {peer: vb, addresses: [10.0.2.4/24, 10.0.2.1/24, 10.0.2.1/16, 10.0.2.5/16]}
        vb: {}
    `),
  );
  const locals = () => ns.ip('-4', 'route', 'show', 'table', 'local', 'dev', 'va');
  const before = locals();
  const result = await apply(
    ns,
    network('ethernets: {eth0: {routes: [{to: 10.99.0.0/16, via: 203.0.113.250}]}}'),
  );
  assert.equal(result.rolledBack, true);
  assert.deepEqual(locals(), before);
});

test("somebody's route that a declared one replaced comes back when its link loses its last IPv4 address in the same run", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('ip route add 10.1.0.0/16 dev eth1 proto bird');
  const [before] = routesOf(ns, 4);
  await applyInOneRun(
    ns,
    network('ethernets: {eth1: {}, eth0: {addresses: [192.0.2.1/24], routes: [{to: 10.1.0.0/16}]}}'),
  );
  assert.equal(routesOf(ns, 4).find(({ dst }) => dst === '10.1.0.0/16')?.['dev'], 'eth0');
  await applyInOneRun(ns, network('ethernets: {eth1: {}}'));
  assert.deepEqual(routesOf(ns, 4), [before]);
});

test("somebody's address comes back, with the routes from it, after it was declared with a peer", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`ip address add 192.0.2.1/24 dev eth0
    ip route add 10.1.0.0/16 via 192.0.2.9 src 192.0.2.1 proto bird`);
  const before = await settled(ns);
  await applyInOneRun(ns, network('ethernets: {eth0: {addresses: [192.0.2.1/24: {peer: 192.0.2.2}]}}'));
  assert.equal(addressesOf(ns, 'eth0')[0]?.['address'], '192.0.2.2');
  await applyInOneRun(ns, network('ethernets: {eth0: {}}'));
  assert.deepEqual(await settled(ns), before);
});

test("somebody's routes stay when the address that they prefer gets its label back beside another one", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`ip address add 192.0.2.1/24 dev eth0
    ip address add 198.51.100.1/24 dev eth0
    ip route add 10.1.0.0/16 via 192.0.2.9 src 192.0.2.1 proto bird`);
  const before = await settled(ns);
  await applyInOneRun(ns, network('ethernets: {eth0: {addresses: [192.0.2.1/24: {label: "eth0:a"}]}}'));
  await applyInOneRun(ns, network('ethernets: {eth0: {}}'));
  assert.deepEqual(await settled(ns), before);
});

test("somebody's neighbour that a declared one replaced comes back in one run, which takes the last IPv4 address of its link", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip neigh replace 192.0.2.9 lladdr 02:00:00:00:00:0a nud permanent dev eth0');
  const before = neighboursOf(ns, 'eth0');
  await applyInOneRun(
    ns,
    network(
      'ethernets: {eth0: {addresses: [192.0.2.1/24], neighbors: [{to: 192.0.2.9, macaddress: "02:00:00:00:00:09"}]}}',
    ),
  );
  assert.notDeepEqual(neighboursOf(ns, 'eth0'), before);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(neighboursOf(ns, 'eth0'), before);
});
