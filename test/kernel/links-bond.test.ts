import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun, diff, stepText } from './support/apply.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics, withNics } from './support/nics.ts';
import { addressTexts, assertShows, indexOf, isUp, kindData, linkOf, routeOf } from './support/shown.ts';

const skip = without('bond', 'vlan', 'dummy');

const bond = (parameters: string, more = ''): string =>
  network(`
    ethernets: {eth0: {}, eth1: {}}
    bonds: {bond0: {interfaces: [eth0, eth1], parameters: {${parameters}}, addresses: [10.0.0.1/24, "2001:db8::1/64"], routes: [{to: 10.9.0.0/16, via: 10.0.0.9}]}}
    ${more}
  `);
const VLAN = `vlans: {bond0.7: {id: 7, link: bond0, addresses: [10.7.0.1/24], routes: [{to: 10.8.0.0/16, via: 10.7.0.9}]}}`;

const masters = (ns: Namespace): unknown[] => ['eth0', 'eth1'].map((name) => linkOf(ns, name)['master']);

test('Every option of an LACP bond reaches the kernel', {
  skip: without('bond', 'vlan', 'dummy', 'bond-lacp-active'),
}, async (t) => {
  const ns = await withNics(t);
  await applyInOneRun(
    ns,
    bond(
      'mode: 802.3ad, lacp-rate: fast, mii-monitor-interval: 1s, up-delay: 2s, down-delay: 3000, min-links: 1, ' +
        'ad-select: bandwidth, transmit-hash-policy: layer3+4, ad-actor-sys-prio: 9, ad-user-port-key: 5, ' +
        'ad-actor-system: "02:00:00:00:00:aa", lacp-active: false, resend-igmp: 0, all-members-active: true',
    ),
  );
  assertShows(kindData(ns, 'bond0'), {
    mode: '802.3ad',
    miimon: 1000,
    updelay: 2000,
    downdelay: 3000,
    min_links: 1,
    ad_select: 'bandwidth',
    xmit_hash_policy: 'layer3+4',
    ad_lacp_rate: 'fast',
    ad_actor_sys_prio: 9,
    ad_user_port_key: 5,
    ad_actor_system: '02:00:00:00:00:aa',
    resend_igmp: 0,
  });
  assert.deepEqual(masters(ns), ['bond0', 'bond0']);
  assert.ok(['bond0', 'eth0', 'eth1'].every((name) => isUp(ns, name)));
});

test('Another mode releases the ports for a moment; what stands on the bond is back in the same run', {
  skip,
}, async (t) => {
  const ns = await withNics(t);
  await applyInOneRun(ns, bond('mode: 802.3ad, lacp-rate: fast, mii-monitor-interval: 100', VLAN));
  const before = indexOf(ns, 'bond0');
  await applyInOneRun(ns, bond('mode: active-backup, primary: eth1, mii-monitor-interval: 100', VLAN));
  assertShows(kindData(ns, 'bond0'), { mode: 'active-backup', primary: 'eth1' });
  assert.equal(indexOf(ns, 'bond0'), before);
  assert.deepEqual(masters(ns), ['bond0', 'bond0']);
  assert.deepEqual(addressTexts(ns, 'bond0'), ['10.0.0.1/24', '2001:db8::1/64']);
  assert.deepEqual(addressTexts(ns, 'bond0.7'), ['10.7.0.1/24']);
  routeOf(ns, '10.8.0.0/16');
  routeOf(ns, '10.9.0.0/16');
});

test('The monitors replace each other on a live bond', { skip }, async (t) => {
  const ns = await withNics(t);
  await applyInOneRun(ns, bond('mode: active-backup, mii-monitor-interval: 100'));
  await applyInOneRun(
    ns,
    bond('mode: active-backup, arp-interval: 200, arp-ip-targets: [10.0.0.9, 10.0.0.8]'),
  );
  assertShows(kindData(ns, 'bond0'), {
    miimon: 0,
    arp_interval: 200,
    arp_ip_target: ['10.0.0.9', '10.0.0.8'],
  });
  await applyInOneRun(ns, bond('mode: active-backup, mii-monitor-interval: 50'));
  assertShows(kindData(ns, 'bond0'), { miimon: 50, arp_interval: 0 });
});

test('What needs the bond down takes it down, and its routes and addresses are back', { skip }, async (t) => {
  const ns = await withNics(t);
  await applyInOneRun(ns, bond('mode: 802.3ad, lacp-rate: slow', VLAN));
  const plan = await diff(ns, bond('mode: 802.3ad, lacp-rate: fast', VLAN));
  const notes = plan.steps.flatMap((step) => step.notes);
  assert.ok(
    notes.some((note) => note.startsWith('bond0 goes down for a moment')),
    String(notes),
  );
  await applyInOneRun(ns, bond('mode: 802.3ad, lacp-rate: fast', VLAN));
  assertShows(kindData(ns, 'bond0'), { ad_lacp_rate: 'fast' });
  routeOf(ns, '10.8.0.0/16');
  assert.deepEqual(addressTexts(ns, 'bond0'), ['10.0.0.1/24', '2001:db8::1/64']);
});

const two = (first: string, second: string): string =>
  network(`
    ethernets: {eth0: {}, eth1: {}}
    bonds: {bond0: {interfaces: [${first}]}, bond1: {interfaces: [${second}]}}
  `);

test('Ports of two bonds are swapped in one run', { skip }, async (t) => {
  const ns = await withNics(t);
  await applyInOneRun(ns, two('eth0', 'eth1'));
  await applyInOneRun(ns, two('eth1', 'eth0'));
  assert.deepEqual(masters(ns), ['bond1', 'bond0']);
});

test('A port moves from a bridge to a bond, and gets an address when the bond goes', { skip }, async (t) => {
  const ns = await withNics(t);
  await applyInOneRun(ns, network('ethernets: {eth0: {}}\nbridges: {br0: {interfaces: [eth0]}}'));
  await applyInOneRun(ns, network('ethernets: {eth0: {}}\nbonds: {bond0: {interfaces: [eth0]}}'));
  assert.equal(linkOf(ns, 'eth0')['master'], 'bond0');
  await applyInOneRun(ns, network('ethernets: {eth0: {addresses: [10.0.0.2/24, "2001:db8::2/64"]}}'));
  assert.deepEqual(addressTexts(ns, 'eth0'), ['10.0.0.2/24', '2001:db8::2/64']);
  assert.ok(isUp(ns, 'eth0'));
});

test('Settings of ports are theirs again after they come back', {
  skip: without('bond', 'vlan', 'dummy', 'bond-port-prio'),
}, async (t) => {
  const ns = await withNics(t);
  const said = 'prio: {eth1: 7}, queue-id: {eth0: 3}';
  await applyInOneRun(ns, bond(`mode: active-backup, ${said}`));
  await applyInOneRun(ns, bond(`mode: active-backup, fail-over-mac-policy: active, ${said}`));
  const queue = Object(Object(linkOf(ns, 'eth0')['linkinfo'])['info_slave_data'])['queue_id'];
  assert.equal(queue, 3);
  assertShows(kindData(ns, 'bond0'), { fail_over_mac: 'active' });
});

test('A bond that hands its MAC address on is made anew for another one', {
  skip: without('bond'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const of = (more: string): string =>
    network(`
      ethernets: {eth0: {}, eth1: {}}
      bonds: {bond0: {interfaces: [eth0, eth1], ${more}, parameters: {mode: active-backup, fail-over-mac-policy: follow}}}
    `);
  await applyInOneRun(ns, of('macaddress: "02:00:00:00:00:0a"'));
  assert.equal(linkOf(ns, 'bond0')['address'], '02:00:00:00:00:0a');
  const index = indexOf(ns, 'bond0');
  await applyInOneRun(ns, of('macaddress: "02:00:00:00:00:0b"'));
  assert.equal(linkOf(ns, 'bond0')['address'], '02:00:00:00:00:0b');
  assert.notEqual(indexOf(ns, 'bond0'), index);
  assert.deepEqual(masters(ns), ['bond0', 'bond0']);
});

test('A bond that is no longer declared goes, and its ports are up or down as they were before', {
  skip,
}, async (t) => {
  const ns = await withNics(t);
  ns.sh('ip link set eth0 up; ip link set eth1 down');
  await applyInOneRun(ns, bond('mode: active-backup', VLAN));
  assert.deepEqual([isUp(ns, 'eth0'), isUp(ns, 'eth1')], [true, true]);
  const { plan } = await applyInOneRun(ns, NOTHING);
  assert.ok(plan.steps.map(stepText).includes('remove bond bond0'));
  assert.deepEqual(masters(ns), [undefined, undefined]);
  assert.deepEqual([isUp(ns, 'eth0'), isUp(ns, 'eth1')], [true, false]);
});

test('ports of a bond get its MTU along with it, and the plan says so', {
  skip: without('bond'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const bond = (mtu: number): string =>
    network(`bonds: {bo0: {interfaces: [eth0], mtu: ${mtu}}}\nethernets: {eth0: {}}`);
  await applyInOneRun(ns, bond(1500));
  const { plan } = await applyInOneRun(ns, bond(1450));
  assert.deepEqual(plan.steps.map(stepText), ['change bond bo0 (mtu 1500 -> 1450)']);
  assert.deepEqual(plan.steps[0]?.notes, ['the MTU of eth0 becomes 1450, too']);
  assert.equal(ns.ip('link', 'show', 'dev', 'eth0')[0]?.['mtu'], 1450);
});
