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
