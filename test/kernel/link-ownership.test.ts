import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { dump } from './support/dump.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertShows, indexOf, isUp, kindData, linkNames, linkOf } from './support/shown.ts';

test('a bridge made by hand is adopted in place, and what we changed goes back when it is not declared', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`
    ip link add br0 type bridge stp_state 1 priority 99
    ip link set br0 mtu 1450 up
    ip link set eth0 master br0
  `);
  const index = indexOf(ns, 'br0');
  await applyInOneRun(
    ns,
    network(`
      ethernets: {eth0: {}}
      bridges: {br0: {interfaces: [eth0], mtu: 1400, parameters: {stp: false, ageing-time: 5}}}
    `),
  );
  assert.equal(indexOf(ns, 'br0'), index);
  assertShows(kindData(ns, 'br0'), { stp_state: 0, priority: 99, ageing_time: 500 });
  await applyInOneRun(ns, NOTHING);
  assert.equal(indexOf(ns, 'br0'), index);
  assert.equal(isUp(ns, 'br0'), true);
  assertShows(linkOf(ns, 'br0'), { mtu: 1450 });
  assertShows(kindData(ns, 'br0'), { stp_state: 1, priority: 99, ageing_time: 30000 });
  assert.equal(linkOf(ns, 'eth0')['master'], 'br0');
});

test('adoption of what is as declared writes nothing', { skip: without('veth') }, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add br0 type bridge; ip link set br0 up; ip address add 192.0.2.1/24 brd + dev br0');
  const { plan } = await applyInOneRun(ns, network('bridges: {br0: {addresses: [192.0.2.1/24]}}'));
  assert.deepEqual(plan.steps, []);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(linkNames(ns), ['br0']);
});

test('a link deleted by hand and made by hand again is no longer ours to remove', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, network('bridges: {br0: {}}'));
  ns.sh('ip link del br0');
  await applyInOneRun(ns, NOTHING);
  ns.sh('ip link add br0 type bridge');
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(linkNames(ns), ['br0']);
});

test('links of ours that are no longer declared go, those still declared are not touched', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(
    ns,
    network(`
      bridges: {br0: {}, br1: {interfaces: [left]}}
      virtual-ethernets: {left: {peer: right}, right: {}}
      tunnels: {vx0: {mode: vxlan, id: 4}}
    `),
  );
  const index = indexOf(ns, 'br0');
  const { plan } = await applyInOneRun(ns, network('bridges: {br0: {}}'));
  assert.equal(
    plan.steps.every((step) => step.action === 'remove'),
    true,
  );
  assert.deepEqual(linkNames(ns), ['br0']);
  assert.equal(indexOf(ns, 'br0'), index);
});

test('removing a bridge of ours releases a foreign port and leaves it as it is', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, network('bridges: {br0: {}}'));
  ns.sh(
    'ip link add vnet0 type veth peer name guest0; ip link set vnet0 master br0 up; ip address add 192.0.2.1/24 dev vnet0',
  );
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(linkNames(ns), ['guest0', 'vnet0']);
  assert.equal(linkOf(ns, 'vnet0')['master'], undefined);
  assert.equal(isUp(ns, 'vnet0'), true);
});

test('kinds and attributes that nlapply does not know are tolerated and left alone', {
  skip: without('tun'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`
    ip link add ifb7 type ifb
    ip link set ifb7 up
    ip tuntap add tun9 mode tun
    ip link set tun9 up
    ip address add 198.51.100.1/24 dev tun9
    ip link property add dev ifb7 altname a-name-of-more-than-fifteen-bytes
    ip link set ifb7 group 42
  `);
  const before = dump(ns);
  await applyInOneRun(ns, network('ethernets: {eth0: {addresses: [192.0.2.1/24]}}'));
  await applyInOneRun(ns, network('ethernets: {eth0: {}}'));
  assert.deepEqual(dump(ns), before);
});

test('a port does not go back to the bridge that it was in while a macvlan on it is declared', {
  skip: without('veth', 'macvlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link add fbr type bridge; ip link set eth0 master fbr');
  await applyInOneRun(ns, network('ethernets: {eth0: {}}\nbridges: {br0: {interfaces: [eth0]}}'));
  await applyInOneRun(ns, network('ethernets: {eth0: {}}\nmacvlans: {mv0: {link: eth0}}'));
  assert.equal(linkOf(ns, 'eth0')['master'], undefined);
  assert.equal(linkOf(ns, 'mv0')['link'], 'eth0');
});
