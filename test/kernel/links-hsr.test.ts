import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun, diff } from './support/apply.ts';
import { assertCopied } from './support/copied.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { neighboursOf } from './support/neighbours.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressTexts, assertShows, indexOf, kindData, linkNames, linkOf } from './support/shown.ts';

const skip = without('hsr');

const yaml = (options: string, nics = 'eth0: {}, eth1: {}, eth2: {}'): string =>
  network(`
    ethernets: {${nics}}
    hsrs: {ring: {interfaces: [eth0, eth1], addresses: [192.0.2.1/24]${options}}}
  `);

test('every option of an HSR ring reaches the kernel', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1', 'eth2');
  await applyInOneRun(ns, yaml(', supervision: 45, version: 1, protocol: hsr, interlink: eth2'));
  assertShows(kindData(ns, 'ring'), {
    slave1: 'eth0',
    slave2: 'eth1',
    interlink: 'eth2',
    supervision_addr: '01:15:4e:00:01:2d',
    proto: 0,
  });
  assert.equal(linkOf(ns, 'eth0')['master'], 'ring');
  assert.equal(linkOf(ns, 'ring')['address'], linkOf(ns, 'eth0')['address']);
  await applyInOneRun(ns, NOTHING);
  assert.equal(linkNames(ns).includes('ring'), false);
});

test('a PRP device is made, and shown so that it is made again', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1', 'eth2');
  await applyInOneRun(ns, yaml(', protocol: prp'));
  assertShows(kindData(ns, 'ring'), { proto: 1 });
  // Sequence numbers differ from device to device: what is written is what counts.
  const { linkinfo: _, ...shown } = linkOf(ns, 'ring');
  assert.equal(shown['mtu'], 1494);
});

test('a ring that is shown finds nothing to do', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1', 'eth2');
  await applyInOneRun(ns, yaml(', version: 1, supervision: 7'));
  const text = await assertCopied(t, ns, ['eth0', 'eth1', 'eth2']);
  assert.match(text, /hsrs:/);
});

for (const [attribute, before, after] of [
  ['hsr.supervision', ', supervision: 1', ', supervision: 2'],
  ['hsr.version', ', version: 0', ', version: 1'],
  ['hsr.protocol', ', protocol: hsr', ', protocol: prp'],
  ['hsr.interlink', '', ', interlink: eth2'],
] as const) {
  test(`another ${attribute} makes the ring anew, and its addresses are back`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1', 'eth2');
    await applyInOneRun(ns, yaml(before));
    const index = indexOf(ns, 'ring');
    const { plan } = await applyInOneRun(ns, yaml(after));
    assert.equal(plan.steps[0]?.action, 'replace');
    assert.deepEqual(
      plan.steps[0]?.changes.map((change) => change.attribute),
      [attribute],
    );
    assert.notEqual(indexOf(ns, 'ring'), index);
    assert.deepEqual(addressTexts(ns, 'ring'), ['192.0.2.1/24']);
  });
}

test('a port that is made anew takes its place in the ring again, in one run', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const on = (peer: string): string =>
    network(`
      ethernets: {eth0: {}}
      virtual-ethernets: {p0: {peer: ${peer}}, ${peer}: {}}
      hsrs: {ring: {interfaces: [eth0, p0], addresses: [192.0.2.1/24]}}
    `);
  await applyInOneRun(ns, on('p1'));
  const plan = await diff(ns, on('p2'));
  assert.equal(
    plan.steps.some(({ action, name }) => action === 'replace' && name === 'hsr ring'),
    true,
  );
  await applyInOneRun(ns, on('p2'));
  assertShows(kindData(ns, 'ring'), { slave1: 'eth0', slave2: 'p0' });
  assert.deepEqual(addressTexts(ns, 'ring'), ['192.0.2.1/24']);
});

test('a ring has what fits into the smaller of its ports, and the plan says so', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const ring = (mtu: number): string => yaml('', `eth0: {mtu: ${mtu}}, eth1: {}`);
  await applyInOneRun(ns, ring(1500));
  const { plan } = await applyInOneRun(ns, ring(1400));
  assert.deepEqual(plan.steps[0]?.notes, ['the MTU of ring becomes 1394, too']);
  assert.equal(linkOf(ns, 'ring')['mtu'], 1394);
  await applyInOneRun(ns, ring(1500));
  assert.equal(linkOf(ns, 'ring')['mtu'], 1494);
});

test('neighbours on a ring that gets its first port’s new MAC address are back after the run', {
  skip: without('hsr'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh(`
    ip link add ring type hsr slave1 eth0 slave2 eth1
    ip link set ring up
    ip neigh add 192.0.2.8 lladdr 02:00:00:00:00:09 dev ring
  `);
  const before = neighboursOf(ns, 'ring');
  assert.equal(before.length, 1);
  await applyInOneRun(ns, network('ethernets: {eth0: {macaddress: 02:00:00:00:00:42}}'));
  assert.equal(linkOf(ns, 'ring')['address'], '02:00:00:00:00:42');
  assert.deepEqual(neighboursOf(ns, 'ring'), before);
});
