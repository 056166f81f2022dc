import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, diff, failureTexts, stepText } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressTexts, indexOf, isUp, linkOf } from './support/shown.ts';

test('what would make a critical device anew, or take it down with another one, is refused as a whole', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (id: number, peer: string, more = ''): string =>
    network(`
      tunnels: {vx0: {mode: vxlan, id: ${id}, port: 4789, critical: true${more}}}
      virtual-ethernets: {a: {peer: ${peer}}, ${peer}: {peer: a}}
      macvlans: {mv0: {link: a, critical: true}}
    `);
  await applyInOneRun(ns, yaml(1, 'b'));
  const [tunnel, macvlan] = [indexOf(ns, 'vx0'), indexOf(ns, 'mv0')];
  const { plan, failures } = await apply(ns, yaml(2, 'c'), { allowRecreate: true });
  assert.deepEqual(failures, []);
  assert.deepEqual(
    plan.problems
      .filter(({ stops }) => stops)
      .map(({ code, message, source }) => [code, message, source?.line]),
    [
      ['critical', 'vxlan vx0 is critical, and would be made anew: nothing is done', 3],
      ['critical', 'macvlan mv0 is critical, and would go: stands on a, which goes: nothing is done', 5],
    ],
  );
  assert.deepEqual([indexOf(ns, 'vx0'), indexOf(ns, 'mv0')], [tunnel, macvlan]);
  // What needs no interruption is done.
  await applyInOneRun(ns, yaml(1, 'b', ', mtu: 1400'));
  assert.equal(linkOf(ns, 'vx0')['mtu'], 1400);
  // When it is no longer declared it is nobody's care any more.
  await applyInOneRun(ns, NOTHING);
});

test('a device with activation-mode is not waited for, and stays as it is', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const manual = network(
    'ethernets: {eth0: {activation-mode: manual, addresses: [192.0.2.1/24]}, nic9: {activation-mode: off}, nic8: {activation-mode: manual}}',
  );
  const { plan } = await applyInOneRun(ns, manual);
  assert.deepEqual(plan.problems, []);
  assert.equal(isUp(ns, 'eth0'), true);
  ns.sh('ip link set eth0 down');
  await applyInOneRun(ns, manual);
  assert.equal(isUp(ns, 'eth0'), false);
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24']);
});

test('a preserved MAC address is whatever the device has', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const preserve = network(
    'ethernets: {eth0: {macaddress: preserve}}\nbridges: {br0: {macaddress: preserve, interfaces: []}}',
  );
  const found = linkOf(ns, 'eth0')['address'];
  await applyInOneRun(ns, preserve);
  assert.equal(linkOf(ns, 'eth0')['address'], found);
  await applyInOneRun(ns, network('ethernets: {eth0: {macaddress: 02:00:00:00:00:77}}'));
  await applyInOneRun(ns, preserve);
  assert.equal(linkOf(ns, 'eth0')['address'], '02:00:00:00:00:77');
});

test('match without a condition means every NIC, and nothing else', async (t) => {
  const [ns, far] = [await makeNamespace(t), await makeNamespace(t)];
  makeNics(ns, 'veth0');
  // The end of a pair whose other end is elsewhere is what a container has for a NIC.
  for (const name of ['eth0', 'eth1', 'eth2'])
    ns.sh(`ip link add ${name} type veth peer name ${name} netns ${far.path}`);
  const yaml = network(`
    ethernets: {all: {match: {}, mtu: 1400}, eth2: {mtu: 1300}}
    bridges: {br0: {interfaces: []}}
  `);
  const result = await applyInOneRun(ns, yaml);
  assert.deepEqual(failureTexts(result), []);
  const mtus = ['eth0', 'eth1', 'eth2', 'veth0', 'lo', 'br0'].map((name) => linkOf(ns, name)['mtu']);
  assert.deepEqual(mtus, [1400, 1400, 1300, 1500, 65536, 1500]);
  assert.deepEqual((await diff(ns, yaml)).steps.map(stepText), []);
});
