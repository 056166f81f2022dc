import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
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

test('what the card enforces on virtual functions is as declared, and goes back', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const [name = ''] = insertCard(t, ns, ['02:00:00:00:00:54']).names;
  const yaml = (settings: string, more = ''): string =>
    network(
      `ethernets: {${name}: {virtual-function-count: 2, virtual-functions: {1: {${settings}}}${more}}}`,
    );
  /** The second virtual function, as iproute2 shows it. */
  const now = (): Shown => ((linkOf(ns, name)['vfinfo_list'] ?? []) as readonly Shown[])[1] ?? {};
  const all = yaml(`
    macaddress: "02:00:00:00:00:99", vlan: 100, vlan-priority: 3, vlan-protocol: 802.1ad, spoof-check: true,
    trust: true, link-state: disable, minimum-rate: 100, maximum-rate: 1000, query-rss: true`);
  await applyInOneRun(ns, all);
  const { address, vlan_list, spoofchk, trust, link_state, rate, query_rss_en } = now();
  assert.deepEqual(
    { address, vlan_list, spoofchk, trust, link_state, rate, query_rss_en },
    {
      address: '02:00:00:00:00:99',
      vlan_list: [{ vlan: 100, qos: 3, protocol: '802.1ad' }],
      spoofchk: true,
      trust: true,
      link_state: 'disable',
      rate: { max_tx: 1000, min_tx: 100 },
      query_rss_en: true,
    },
  );
  await roundTrip(ns);
  ns.sh(`ip link set ${name} vf 1 trust off; ip link set ${name} vf 1 max_tx_rate 500 min_tx_rate 100`);
  assert.deepEqual((await diff(ns, all)).steps.map(stepText), [
    `change link ${name} (virtual-functions.1.trust false -> true, virtual-functions.1.maximum-rate 500 -> 1000)`,
  ]);
  await applyInOneRun(ns, all);
  // With another number, the kernel makes them anew.
  await applyInOneRun(ns, all.replace('count: 2', 'count: 3'));
  assert.deepEqual([now()['trust'], now()['rate']], [true, { max_tx: 1000, min_tx: 100 }]);
  await applyInOneRun(ns, yaml('vlan: 200').replace('count: 2', 'count: 3'));
  assert.deepEqual(now()['vlan_list'], [{ vlan: 200 }]);
  assert.deepEqual(now()['rate'], { max_tx: 0, min_tx: 0 });
  await applyInOneRun(ns, NOTHING);
});

test('what a virtual function had before it was declared comes back', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const card = insertCard(t, ns, ['02:00:00:00:00:55']);
  const [name = ''] = card.names;
  writeFileSync(`/sys/bus/netdevsim/devices/${card.device}/sriov_numvfs`, '1');
  ns.sh(
    `ip link set ${name} vf 0 trust on; ip link set ${name} vf 0 vlan 7 qos 2; ip link set ${name} vf 0 max_tx_rate 300 min_tx_rate 20`,
  );
  const now = (): Shown => ((linkOf(ns, name)['vfinfo_list'] ?? []) as readonly Shown[])[0] ?? {};
  const before = now();
  const yaml = network(
    `ethernets: {${name}: {virtual-functions: {0: {trust: false, vlan: 9, minimum-rate: 50, link-state: enable, macaddress: "02:00:00:00:00:98"}}}}`,
  );
  await applyInOneRun(ns, yaml);
  assert.deepEqual([now()['trust'], now()['link_state']], [false, 'enable']);
  assert.deepEqual([now()['vlan_list'], now()['rate']], [[{ vlan: 9, qos: 2 }], { max_tx: 300, min_tx: 50 }]);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(now(), before);
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
