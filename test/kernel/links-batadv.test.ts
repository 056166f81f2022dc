import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { assertCopied } from './support/copied.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressTexts, indexOf, linkNames, linkOf } from './support/shown.ts';

const skip = without('batadv');

const yaml = (interfaces: string, options = ''): string =>
  network(`
    ethernets: {eth0: {}, eth1: {}}
    batadvs: {bat0: {interfaces: [${interfaces}], addresses: [192.0.2.1/24]${options}}}
  `);

test('a mesh is made with its ports, which come and go', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(ns, yaml('eth0, eth1'));
  assert.deepEqual(
    ['eth0', 'eth1'].map((name) => linkOf(ns, name)['master']),
    ['bat0', 'bat0'],
  );
  const index = indexOf(ns, 'bat0');
  await applyInOneRun(ns, yaml('eth1'));
  assert.deepEqual(
    ['eth0', 'eth1'].map((name) => linkOf(ns, name)['master']),
    [undefined, 'bat0'],
  );
  assert.equal(indexOf(ns, 'bat0'), index);
  await assertCopied(t, ns, ['eth0', 'eth1']);
  await applyInOneRun(ns, NOTHING);
  assert.equal(linkNames(ns).includes('bat0'), false);
});

test('another routing algorithm makes the mesh anew, with its ports and addresses', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(ns, yaml('eth0', ', routing-algorithm: BATMAN_IV'));
  const index = indexOf(ns, 'bat0');
  const { plan } = await applyInOneRun(ns, yaml('eth0', ', routing-algorithm: BATMAN_V'));
  assert.deepEqual(
    plan.steps[0]?.changes.map(({ attribute, before, after }) => [attribute, before, after]),
    [['batadv.routing-algorithm', 'BATMAN_IV', 'BATMAN_V']],
  );
  assert.notEqual(indexOf(ns, 'bat0'), index);
  assert.equal(linkOf(ns, 'eth0')['master'], 'bat0');
  assert.deepEqual(addressTexts(ns, 'bat0'), ['192.0.2.1/24']);
});
