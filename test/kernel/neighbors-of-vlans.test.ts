import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { neighboursOf } from './support/neighbours.ts';
import { network } from './support/network.ts';

const MAC = '02:00:00:00:00:09';

test('neighbours on a VLAN that gets its device’s new MAC address are back after the run', {
  skip: without('vlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(`
    ip link add va address 02:00:00:00:00:01 type veth peer name vb
    ip link set va up
    ip link add va.7 link va type vlan id 7
    ip link set va.7 up
    ip neigh add 192.0.2.8 lladdr ${MAC} dev va.7
  `);
  const before = neighboursOf(ns, 'va.7');
  await applyInOneRun(
    ns,
    network('virtual-ethernets: {va: {peer: vb, macaddress: 02:00:00:00:00:42}, vb: {}}'),
  );
  assert.deepEqual(neighboursOf(ns, 'va.7'), before);
});

/** Two NICs, and a VLAN on the second one that is down. */
const withVlanDown = `
  ip link add va address 02:00:00:00:00:01 type veth peer name vb
  ip link add vc address 02:00:00:00:00:02 type veth peer name vd
  ip link set va up
  ip link set vc up
  ip link add vc.7 link vc type vlan id 7
`;
const pairs = 'virtual-ethernets: {va: {peer: vb}, vb: {}, vc: {peer: vd}, vd: {}}';

test('so are those on a VLAN that was down and comes up when its device becomes a further port of a bond', {
  skip: without('vlan', 'bond'),
}, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(`
    ${withVlanDown}
    ip link add va.7 link va type vlan id 7
    ip neigh add 192.0.2.8 lladdr ${MAC} dev vc.7
    ip neigh add 192.0.2.8 lladdr ${MAC} dev va.7
  `);
  const before = ['va.7', 'vc.7'].map((name) => neighboursOf(ns, name));
  const { plan } = await applyInOneRun(ns, network(`${pairs}\nbonds: {bond0: {interfaces: [va, vc]}}`));
  assert.deepEqual(
    ['va.7', 'vc.7'].map((name) => neighboursOf(ns, name)),
    before,
  );
  // The bond has the first port's own address.
  assert.deepEqual(
    plan.steps.flatMap(({ kind, name, reason }) => (kind === 'neighbor' ? [[name, reason]] : [])),
    [['neighbour 192.0.2.8 dev vc.7', 'lost when vc.7 gets the MAC address of vc']],
  );
});

test('and when its device leaves the bond', { skip: without('vlan', 'bond') }, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(withVlanDown);
  await applyInOneRun(ns, network(`${pairs}\nbonds: {bond0: {interfaces: [va, vc]}}`));
  ns.sh(`
    ip link set vc.7 down
    ip neigh add 192.0.2.8 lladdr ${MAC} dev vc.7
  `);
  const before = neighboursOf(ns, 'vc.7');
  const { plan } = await applyInOneRun(ns, network(`${pairs}\nbonds: {bond0: {interfaces: [va]}}`));
  assert.deepEqual(neighboursOf(ns, 'vc.7'), before);
  assert(
    plan.steps.some(({ reason }) => reason === 'lost when vc.7 gets the MAC address of vc'),
    JSON.stringify(plan.steps),
  );
});

test('neighbours on a bond are back when it gets its first port, or loses the last one', {
  skip: without('bond'),
}, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(`
    ip link add va type veth peer name vb
    ip link set va up
    ip link add bond0 type bond
    ip link set bond0 up
    ip neigh add 192.0.2.8 lladdr ${MAC} dev bond0
  `);
  const before = neighboursOf(ns, 'bond0');
  const yaml = (ports: string) =>
    network(`virtual-ethernets: {va: {peer: vb}, vb: {}}\nbonds: {bond0: {interfaces: [${ports}]}}`);
  await applyInOneRun(ns, yaml('va'));
  assert.deepEqual(neighboursOf(ns, 'bond0'), before);
  await applyInOneRun(ns, yaml(''));
  assert.deepEqual(neighboursOf(ns, 'bond0'), before);
});
