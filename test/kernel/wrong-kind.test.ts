import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, failureTexts } from './support/apply.ts';
import { dump } from './support/dump.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressTexts, kindData, linkNames, linkOf } from './support/shown.ts';

const kindOf = (ns: Namespace, name: string): unknown =>
  (linkOf(ns, name)['linkinfo'] as { info_kind?: unknown } | undefined)?.info_kind;

const BRIDGE = network('bridges: {dev0: {addresses: [192.0.2.1/24]}}');

test('a link of ours turns into another kind under its name, with its addresses', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, BRIDGE);
  const { plan } = await applyInOneRun(
    ns,
    network('tunnels: {dev0: {mode: vxlan, id: 7, addresses: [192.0.2.1/24]}}'),
  );
  assert.deepEqual(
    plan.steps[0]?.changes.map(({ attribute, before, after, forces }) => [attribute, before, after, forces]),
    [['kind', 'bridge', 'vxlan', true]],
  );
  assert.equal(kindOf(ns, 'dev0'), 'vxlan');
  assert.deepEqual(addressTexts(ns, 'dev0'), ['192.0.2.1/24']);
  await applyInOneRun(ns, network('virtual-ethernets: {dev0: {peer: dev1}, dev1: {}}'));
  assert.deepEqual([kindOf(ns, 'dev0'), kindOf(ns, 'dev1')], ['veth', 'veth']);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(linkNames(ns), []);
});

test("somebody else's link of the declared name stops the run before anything is written", async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link add dev0 type vxlan id 9 dstport 4789');
  const before = dump(ns);
  const result = await apply(ns, network('ethernets: {eth0: {mtu: 1400}}\nbridges: {dev0: {}}'));
  assert.deepEqual(
    result.plan.problems.map(({ code, severity, stops, source }) => [code, severity, stops, source?.line]),
    [['other-kind', 'error', true, 4]],
  );
  assert.match(result.plan.problems[0]?.message ?? '', /dev0 is declared as a bridge, but there is a vxlan/);
  assert.deepEqual(dump(ns), before);
});

test('--allow-recreate takes its place', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add dev0 type vxlan id 9 dstport 4789; ip address add 198.51.100.1/24 dev dev0');
  await applyInOneRun(ns, BRIDGE, { allowRecreate: true });
  assert.equal(kindOf(ns, 'dev0'), 'bridge');
  assert.deepEqual(addressTexts(ns, 'dev0').includes('192.0.2.1/24'), true);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(linkNames(ns).includes('dev0'), false);
});

test('a NIC of the name of a declared bridge is not taken for one', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'dev0');
  const result = await apply(ns, BRIDGE);
  assert.equal(result.plan.problems[0]?.code, 'other-kind');
  assert.equal(kindOf(ns, 'dev0'), 'veth');
});

test('a bridge declared under ethernets is configured as the NIC it plays', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add lan0 type bridge');
  await applyInOneRun(ns, network('ethernets: {lan0: {mtu: 1400, addresses: [192.0.2.1/24]}}'));
  assert.equal(linkOf(ns, 'lan0')['mtu'], 1400);
  await applyInOneRun(ns, NOTHING);
  assert.equal(kindOf(ns, 'lan0'), 'bridge');
});

test('a tunnel that makes way for another kind does not leave it its neighbours, whose link addresses are none there', {
  skip: without('gre', 'dummy'),
}, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(`
    ip link add dev0 type gre remote 192.0.2.9 ttl 64
    ip link set dev0 up
    ip neigh add 10.0.0.8 lladdr 02:00:00:00:00:0a nud permanent dev dev0
  `);
  await applyInOneRun(ns, network('dummy-devices: {dev0: {}}'), { allowRecreate: true });
  assert.equal(kindOf(ns, 'dev0'), 'dummy');
});

test('a macvlan that goes with its device becomes a veth', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, network('bridges: {br9: {}}\nmacvlans: {dev0: {link: br9, mode: bridge}}'));
  await applyInOneRun(ns, network('virtual-ethernets: {dev0: {peer: dev1}, dev1: {}}'));
  assert.deepEqual(linkNames(ns).sort(), ['dev0', 'dev1']);
});

test('a bridge that becomes a VXLAN lets its port go before a macvlan is made on that', {
  skip: without('macvlan', 'vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link add d3 type bridge; ip link set eth0 master d3');
  const yaml = network(`
    ethernets: {eth0: {}}
    macvlans: {d1: {link: eth0, addresses: [192.0.2.1/24]}}
    tunnels: {d3: {mode: vxlan, id: 7}}
  `);
  const { plan } = await apply(ns, yaml);
  assert.deepEqual(plan.problems.map(({ code }) => code).sort(), ['lower-taken', 'other-kind']);
  assert.equal(linkOf(ns, 'eth0')['master'], 'd3');
  const once = await apply(ns, yaml, { allowRecreate: true, verify: false });
  assert.deepEqual(failureTexts(once), []);
  await applyInOneRun(ns, yaml, { allowRecreate: true });
  assert.deepEqual(addressTexts(ns, 'd1'), ['192.0.2.1/24']);
  assert.equal(kindData(ns, 'd3')['id'], 7);
});

test('what is declared on a link that cannot turn into its kind yet takes nothing over from another one', {
  skip: without('macvlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(
    ns,
    network('ethernets: {eth0: {routes: [{to: 10.8.0.0/16, scope: link}]}}\nbridges: {dev0: {}}'),
  );
  const before = dump(ns);
  const { plan } = await apply(
    ns,
    network(`
      ethernets: {eth0: {}, eth9: {}}
      macvlans: {dev0: {link: eth9, addresses: [10.0.0.1/16], routes: [{to: 10.8.0.0/16, via: 10.0.0.200}]}}
    `),
  );
  assert.deepEqual(plan.problems.map(({ code }) => code).sort(), ['link-missing', 'lower-missing']);
  assert.deepEqual(dump(ns), before);
});
