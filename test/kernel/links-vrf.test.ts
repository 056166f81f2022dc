import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ApplyResult } from '../../src/engine/index.ts';
import { applyInOneRun, diff, stepText } from './support/apply.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { withNics } from './support/nics.ts';
import { applyInOnePass } from './support/one-pass.ts';
import { addressTexts, assertShows, destinations, kindData, linkOf } from './support/shown.ts';

const skip = without('vrf');

const vrfs = (red: string, blue: string, table = 42): string =>
  network(`
    ethernets:
      eth0: {addresses: [10.0.0.1/24, "2001:db8:0::1/64"]}
      eth1: {addresses: [10.1.0.1/24, "2001:db8:1::1/64"]}
    vrfs:
      red: {table: ${table}, interfaces: [${red}], routes: [{to: 10.9.0.0/16, via: ${red === 'eth0' ? '10.0.0.9' : '10.1.0.9'}}]}
      blue: {table: 43, interfaces: [${blue}]}
  `);

const both = ['10.0.0.1/24', '2001:db8::1/64'];

test('A VRF has its table, its ports keep their addresses, and its routes are in its table after the first run', {
  skip,
}, async (t) => {
  const ns = await withNics(t);
  ns.sh('ip addr add 10.0.0.1/24 dev eth0; ip addr add 2001:db8::1/64 dev eth0 nodad');
  await applyInOneRun(ns, vrfs('eth0', 'eth1'));
  assertShows(kindData(ns, 'red'), { table: 42 });
  assert.deepEqual(addressTexts(ns, 'eth0'), both);
  assert.deepEqual(destinations(ns, 4, 42), ['10.9.0.0/16']);
  const own = ns.ip('-6', 'route', 'show', 'table', '42').map((route) => route['dst']);
  assert.ok(own.includes('2001:db8::/64'), String(own));
});

test("Routes of a VRF's port are in the table of the VRF, and in main if that is said", {
  skip,
}, async (t) => {
  const ns = await withNics(t);
  await applyInOneRun(
    ns,
    network(`
      ethernets:
        eth0: {addresses: [10.0.0.1/24], routes: [{to: default, via: 10.0.0.9}]}
        eth1:
          addresses: [10.1.0.1/24]
          routes: [{to: default, via: 10.1.0.9}, {to: 10.9.0.0/16, via: 10.1.0.9, table: 254}]
      vrfs:
        red: {table: 42, interfaces: [eth1]}
    `),
  );
  const ways = (table: string) =>
    ns.ip('route', 'show', 'table', table).flatMap(({ dst, gateway }) => (gateway ? [[dst, gateway]] : []));
  assert.deepEqual(ways('42'), [['default', '10.1.0.9']]);
  assert.deepEqual(ways('main'), [
    ['default', '10.0.0.9'],
    ['10.9.0.0/16', '10.1.0.9'],
  ]);
});

test('Another table replaces the VRF; ports, addresses and routes are back in one run', {
  skip,
}, async (t) => {
  const ns = await withNics(t);
  await applyInOneRun(ns, vrfs('eth0', 'eth1'));
  const plan = await diff(ns, vrfs('eth0', 'eth1', 77));
  assert.ok(plan.steps.some(({ action, changes }) => action === 'replace' && changes.some((c) => c.forces)));
  await applyInOneRun(ns, vrfs('eth0', 'eth1', 77));
  assert.equal(linkOf(ns, 'eth0')['master'], 'red');
  assert.deepEqual(addressTexts(ns, 'eth0'), both);
  assert.deepEqual(destinations(ns, 4, 77), ['10.9.0.0/16']);
});

test('The ports of two VRFs are swapped in one run', { skip }, async (t) => {
  const ns = await withNics(t);
  await applyInOneRun(ns, vrfs('eth0', 'eth1'));
  await applyInOneRun(ns, vrfs('eth1', 'eth0'));
  assert.deepEqual(
    ['eth0', 'eth1'].map((name) => linkOf(ns, name)['master']),
    ['blue', 'red'],
  );
  assert.deepEqual(addressTexts(ns, 'eth0'), both);
  assert.deepEqual(destinations(ns, 4, 42), ['10.9.0.0/16']);
});

const notesOf = ({ plan }: Pick<ApplyResult, 'plan'>): string =>
  plan.steps.flatMap(({ notes }) => notes).join('\n');

test('A link that is down loses its IPv6 addresses to a VRF that it joins, or that goes, and the plan says so', {
  skip,
}, async (t) => {
  const ns = await withNics(t);
  const eth0 = 'eth0: {activation-mode: off, addresses: ["2001:db8::1/64"]}';
  await applyInOneRun(ns, network(`ethernets: {${eth0}, eth1: {}}`));
  const joined = network(`ethernets: {${eth0}, eth1: {}}\nvrfs: {red: {table: 42, interfaces: [eth0]}}`);
  assert.match(
    notesOf(await applyInOneRun(ns, joined)),
    /eth0 loses its IPv6 addresses and routes: it joins red/,
  );
  assert.deepEqual(addressTexts(ns, 'eth0'), ['2001:db8::1/64']);
  const left = await applyInOneRun(ns, network('ethernets: {eth0: {activation-mode: off}, eth1: {}}'));
  assert.match(notesOf(left), /eth0 loses its IPv6 addresses and routes: it leaves red/);
  assert.deepEqual(addressTexts(ns, 'eth0'), []);
});

test('Routes of others on a VLAN whose device loses its VRF are there after the run, as the plan says', {
  skip: without('vrf', 'vlan'),
}, async (t) => {
  const ns = await withNics(t);
  await applyInOneRun(ns, vrfs('eth0', 'eth1'));
  ns.sh(`
    ip link add link eth0 name fvl type vlan id 77
    ip link set fvl up
    ip route add 10.8.0.0/16 dev fvl table 100 proto bird
  `);
  await applyInOneRun(ns, network('ethernets: {eth0: {}, eth1: {}}'), { allowRecreate: true });
  assert.deepEqual(destinations(ns, 4, 100), ['10.8.0.0/16']);
});

test('A route stays when its source goes from a VRF that the source joined meanwhile, so the plan removes it', {
  skip: without('vrf', 'dummy'),
}, async (t) => {
  const ns = await withNics(t);
  const yaml = (address: string, routes: string, ports: string): string =>
    network(`
      ethernets: {eth0: {addresses: [192.0.2.1/24${address}]}, eth1: {addresses: [198.51.100.1/24]}}
      dummy-devices: {d0: {routes: [${routes}]}}
      vrfs: {red: {table: 42, interfaces: [${ports}]}}
    `);
  const route = '{to: 10.8.0.0/16, from: 192.0.2.9, scope: link}';
  const steps = async (text: string): Promise<string[]> =>
    (await applyInOnePass(ns, text)).plan.steps.map(stepText).filter((said) => /route|address/.test(said));
  await applyInOnePass(ns, yaml(', 192.0.2.9/32', route, 'eth1'));
  // Out of the main table with its link, the address does not take the route along.
  assert.deepEqual(await steps(yaml('', '', 'eth0, eth1')), [
    'remove route 10.8.0.0/16 dev d0',
    'remove address 192.0.2.9/32 dev eth0',
  ]);
  assert.deepEqual(destinations(ns, 4), []);
});

test('An address of a device in a VRF that is a secondary, too, takes routes along if the primary goes first', {
  skip: without('vrf', 'dummy'),
}, async (t) => {
  const ns = await withNics(t);
  const yaml = (more: string): string =>
    network(`
      ethernets: {eth0: {addresses: [192.0.2.1/24]}, eth1: {}}
      ${more}
      vrfs: {red: {table: 42, interfaces: [eth0${more === '' ? '' : ', d0'}]}}
    `);
  const shared = '10.0.1.4/16, 10.0.2.4/16';
  for (const [addresses, stays] of [
    [`${shared}, 10.0.2.4/32`, false],
    [`10.0.2.4/32, ${shared}`, true],
  ] as const) {
    await applyInOnePass(ns, yaml(`dummy-devices: {d0: {addresses: [${addresses}]}}`));
    ns.sh('ip route add 10.8.0.0/16 dev eth0 src 10.0.2.4 table 42 proto bird');
    const { plan } = await applyInOnePass(ns, yaml(''));
    const lost = plan.problems.filter(({ code }) => code === 'lost').map(({ message }) => message);
    assert.deepEqual(
      lost.map((text) => text.includes('10.8.0.0/16')),
      stays ? [] : [true],
    );
    assert.deepEqual(destinations(ns, 4, 42), stays ? ['10.8.0.0/16'] : []);
    ns.sh('ip route flush table 42 proto bird');
  }
});
