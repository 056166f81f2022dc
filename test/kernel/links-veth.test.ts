import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { makeNamespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { assertShows, indexOf, isUp, linkNames, linkOf } from './support/shown.ts';

const PAIR = network(`
  virtual-ethernets:
    left: {peer: right}
    right: {}
`);

test('a veth pair gets MACs, MTU, alias and queue length on both ends', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(
    ns,
    network(`
      virtual-ethernets:
        left: {peer: right, macaddress: 02:00:00:00:00:01, mtu: 1800, alias: to the right, transmit-queue-length: 77}
        right: {macaddress: 02:00:00:00:00:02, mtu: 1800, alias: to the left, transmit-queue-length: 0}
    `),
  );
  const said = { mtu: 1800, operstate: 'UP' };
  assertShows(linkOf(ns, 'left'), {
    ...said,
    address: '02:00:00:00:00:01',
    ifalias: 'to the right',
    txqlen: 77,
    link: 'right',
  });
  const { txqlen, ...right } = linkOf(ns, 'right');
  assertShows(right, { ...said, address: '02:00:00:00:00:02', ifalias: 'to the left', link: 'left' });
  assert.equal(txqlen ?? 0, 0);
});

test('the end with the peer may come second in the file', async (t) => {
  const ns = await makeNamespace(t);
  const result = await applyInOneRun(
    ns,
    network(`
      virtual-ethernets:
        right: {macaddress: 02:00:00:00:00:02}
        left: {peer: right, macaddress: 02:00:00:00:00:01}
    `),
  );
  assert.deepEqual(
    result.plan.steps.map((step) => step.action),
    ['create', 'create'],
  );
  assert.equal(linkOf(ns, 'right')['address'], '02:00:00:00:00:02');
});

test('attributes of a veth pair change in place', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, PAIR);
  const before = [indexOf(ns, 'left'), indexOf(ns, 'right')];
  await applyInOneRun(
    ns,
    network(`
      virtual-ethernets:
        left: {peer: right, macaddress: 02:00:00:00:00:0a, mtu: 9000, alias: "ü \\"x\\"", transmit-queue-length: 5}
        right: {activation-mode: off}
    `),
  );
  assertShows(linkOf(ns, 'left'), { address: '02:00:00:00:00:0a', mtu: 9000, ifalias: 'ü "x"', txqlen: 5 });
  assert.equal(isUp(ns, 'right'), false);
  assert.deepEqual([indexOf(ns, 'left'), indexOf(ns, 'right')], before);
});

test('an empty alias takes the alias away', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, network('virtual-ethernets: {left: {peer: right, alias: here}, right: {}}'));
  assert.equal(linkOf(ns, 'left')['ifalias'], 'here');
  await applyInOneRun(ns, network('virtual-ethernets: {left: {peer: right, alias: ""}, right: {}}'));
  assert.equal(linkOf(ns, 'left')['ifalias'], undefined);
});

test('another peer name makes the pair anew', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, network('virtual-ethernets: {left: {peer: right, mtu: 1400}, right: {}}'));
  const before = indexOf(ns, 'left');
  await applyInOneRun(ns, network('virtual-ethernets: {left: {peer: other, mtu: 1400}, other: {}}'));
  assert.deepEqual(linkNames(ns), ['left', 'other']);
  assertShows(linkOf(ns, 'left'), { link: 'other', mtu: 1400 });
  assert.notEqual(indexOf(ns, 'left'), before);
});

test('two pairs exchange their peers', async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, network('virtual-ethernets: {a: {peer: b}, b: {}, c: {peer: d}, d: {}}'));
  await applyInOneRun(ns, network('virtual-ethernets: {a: {peer: d}, d: {}, c: {peer: b}, b: {}}'));
  assert.equal(linkOf(ns, 'a')['link'], 'd');
  assert.equal(linkOf(ns, 'c')['link'], 'b');
});

test('one deleted end brings the pair back with all that is on it', async (t) => {
  const ns = await makeNamespace(t);
  const yaml = network(`
    virtual-ethernets:
      left: {peer: right, addresses: [192.0.2.1/24], routes: [{to: 198.51.100.0/24, via: 192.0.2.9}]}
      right: {addresses: ["2001:db8::1/64"]}
  `);
  await applyInOneRun(ns, yaml);
  ns.sh('ip link del right');
  const { plan } = await applyInOneRun(ns, yaml);
  assert.equal(plan.steps.length, 5);
});

test('a pair that is no longer declared goes, and a foreign one stays', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add foreign1 type veth peer name foreign2');
  await applyInOneRun(ns, PAIR);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(linkNames(ns), ['foreign1', 'foreign2']);
});

test('a pair made by hand is adopted and is not removed', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add left type veth peer name right; ip link set left up; ip link set right up');
  const before = indexOf(ns, 'left');
  const result = await applyInOneRun(ns, PAIR);
  assert.deepEqual(result.plan.steps, []);
  await applyInOneRun(ns, NOTHING);
  assert.equal(indexOf(ns, 'left'), before);
});
