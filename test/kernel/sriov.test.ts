import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { apply, applyInOneRun, diff, stepText } from './support/apply.ts';
import { type Card, insertCard } from './support/cards.ts';
import { makeNamespace, type Namespace, type Shown } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { roundTrip } from './support/round-trip.ts';
import { linkOf } from './support/shown.ts';

const skip = without('netdevsim');

const count = ({ device }: Card): string =>
  readFileSync(`/sys/bus/netdevsim/devices/${device}/sriov_numvfs`, 'utf8').trim();

const mode = (ns: Namespace, { device }: Card): string =>
  ns.sh(`devlink dev eswitch show netdevsim/${device}`).match(/mode (\w+)/)?.[1] ?? '';

/** VLANs of the virtual functions, 0 for none. */
const vlans = (ns: Namespace, name: string): unknown[] =>
  ((linkOf(ns, name)['vfinfo_list'] ?? []) as readonly Shown[]).map((vf) => {
    const [first] = (vf['vlan_list'] ?? []) as readonly Shown[];
    return first?.['vlan'] ?? 0;
  });

test('a card gets virtual functions with VLANs, and loses them when they are no longer declared', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  const card = insertCard(t, ns, ['02:00:00:00:00:51']);
  const [name = ''] = card.names;
  const yaml = (keys: string): string => network(`ethernets: {${name}: {${keys}}}`);
  await applyInOneRun(ns, yaml('virtual-function-count: 2, virtual-function-vlans: {0: 100, 1: 200}'));
  assert.deepEqual([count(card), vlans(ns, name)], ['2', [100, 200]]);
  // Another number: the kernel wants none in between, and the VLANs are gone.
  const three = yaml('virtual-function-count: 3, virtual-function-vlans: {1: 200, 2: 300}');
  await applyInOneRun(ns, three);
  assert.deepEqual([count(card), vlans(ns, name)], ['3', [0, 200, 300]]);
  // What somebody else gives one that is not declared is his.
  ns.sh(`ip link set ${name} vf 0 vlan 9; ip link set ${name} vf 1 vlan 8`);
  assert.deepEqual((await diff(ns, three)).steps.map(stepText), [
    `change link ${name} (virtual-function-vlans.1 8 -> 200)`,
  ]);
  await applyInOneRun(ns, three);
  assert.deepEqual(vlans(ns, name), [9, 200, 300]);
  const text = await roundTrip(ns);
  assert.match(text, /virtual-function-count: 3/);
  await applyInOneRun(ns, NOTHING);
  assert.equal(count(card), '0');
});

test('the switch in a card changes its mode, and goes back', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const card = insertCard(t, ns, ['02:00:00:00:00:52']);
  const [name = ''] = card.names;
  // devlink is told of the card in the namespace that its ports are in.
  const yaml = network(
    `ethernets: {${name}: {virtual-function-count: 1, embedded-switch-mode: switchdev, delay-virtual-functions-rebind: true}}`,
  );
  await applyInOneRun(ns, yaml);
  assert.deepEqual([count(card), mode(ns, card)], ['1', 'switchdev']);
  await applyInOneRun(ns, network(`ethernets: {${name}: {embedded-switch-mode: legacy}}`));
  assert.deepEqual([count(card), mode(ns, card)], ['0', 'legacy']);
  await applyInOneRun(ns, yaml);
  await applyInOneRun(ns, NOTHING);
  assert.equal(mode(ns, card), 'legacy');
});

test('a NIC without virtual functions says so, and everything else is applied', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const { plan, failures } = await apply(
    ns,
    network('ethernets: {eth0: {mtu: 1400, infiniband-mode: connected}}'),
  );
  assert.deepEqual(failures, []);
  assert.deepEqual(
    plan.problems.map(({ message }) => message),
    ['eth0 is not an InfiniBand device: it has no "infiniband-mode"'],
  );
  assert.equal(linkOf(ns, 'eth0')['mtu'], 1400);
});
