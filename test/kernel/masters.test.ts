import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun, diff, stepText } from './support/apply.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics, withNics } from './support/nics.ts';
import { applyInOnePass } from './support/one-pass.ts';
import {
  addressTexts,
  destinations,
  indexOf,
  isUp,
  kindData,
  linkNames,
  linkOf,
  routesOf,
} from './support/shown.ts';

const masters = (ns: Namespace, ...names: readonly string[]): unknown[] =>
  names.map((name) => linkOf(ns, name)['master']);

/** Sections of one stack, from above; a file may have them in any order. */
const STACK = [
  'vlans: {br0.7: {id: 7, link: br0, addresses: [192.0.2.1/24, "2001:db8::1/64"]}}',
  'bridges: {br0: {interfaces: [bond0], routes: [{to: 198.51.100.0/24, scope: link}]}}',
  'bonds: {bond0: {interfaces: [d0, d1], parameters: {mode: active-backup}}}',
  'dummy-devices: {d0: {}, d1: {}}',
];

for (const [order, sections] of [
  ['from above', STACK],
  ['from below', [...STACK].reverse()],
  ['crosswise', [STACK[1], STACK[3], STACK[0], STACK[2]]],
] as const) {
  test(`a VLAN on a bridge on a bond of dummies is made in one pass, written ${order}`, {
    skip: without('bond', 'vlan', 'dummy'),
  }, async (t) => {
    const ns = await makeNamespace(t);
    await applyInOnePass(ns, network(sections.join('\n')));
    assert.deepEqual(masters(ns, 'd0', 'd1', 'bond0'), ['bond0', 'bond0', 'br0']);
    assert.equal(linkOf(ns, 'br0.7')['link'], 'br0');
    assert.ok(linkNames(ns).every((name) => isUp(ns, name)));
    assert.deepEqual(addressTexts(ns, 'br0.7'), ['192.0.2.1/24', '2001:db8::1/64']);
    assert.deepEqual(destinations(ns, 4), ['198.51.100.0/24']);
    await applyInOnePass(ns, NOTHING);
    assert.deepEqual(linkNames(ns), []);
  });
}

const bond = (interfaces: string, parameters: string, more = ''): string =>
  network(`
    ethernets: {eth0: {}, eth1: {}}
    bonds: {bond0: {interfaces: [${interfaces}], parameters: {${parameters}}${more}}}
  `);

for (const [from, to] of [
  ['active-backup', 'balance-tlb'],
  ['802.3ad', 'balance-rr'],
] as const) {
  test(`mode ${from} becomes ${to} with two ports, and a VLAN on the bond keeps its addresses`, {
    skip: without('bond', 'vlan'),
  }, async (t) => {
    const ns = await withNics(t);
    const yaml = (mode: string): string =>
      `${bond('eth0, eth1', `mode: ${mode}, mii-monitor-interval: 100`)}${network(
        'vlans: {bond0.7: {id: 7, link: bond0, addresses: [192.0.2.1/24, "2001:db8::1/64"]}}',
      )
        .split('\n')
        .slice(2)
        .join('\n')}`;
    await applyInOnePass(ns, yaml(from));
    const index = indexOf(ns, 'bond0.7');
    await applyInOnePass(ns, yaml(to));
    assert.equal(kindData(ns, 'bond0')['mode'], to);
    assert.deepEqual(masters(ns, 'eth0', 'eth1'), ['bond0', 'bond0']);
    assert.deepEqual(addressTexts(ns, 'bond0.7'), ['192.0.2.1/24', '2001:db8::1/64']);
    assert.equal(indexOf(ns, 'bond0.7'), index);
  });
}

test('a new bond takes the MAC address of its first port, and keeps it while ports come and go', {
  skip: without('bond'),
}, async (t) => {
  const ns = await withNics(t);
  const own = linkOf(ns, 'eth0')['address'];
  await applyInOnePass(ns, bond('', 'mode: active-backup'));
  await applyInOnePass(ns, bond('eth0', 'mode: active-backup'));
  assert.equal(linkOf(ns, 'bond0')['address'], own);
  await applyInOnePass(ns, bond('eth0, eth1', 'mode: active-backup'));
  assert.equal(linkOf(ns, 'bond0')['address'], own);
  assert.equal(linkOf(ns, 'eth1')['address'], own);
  await applyInOnePass(ns, bond('eth1', 'mode: active-backup'));
  assert.equal(linkOf(ns, 'bond0')['address'], own);
  assert.deepEqual(masters(ns, 'eth0', 'eth1'), [undefined, 'bond0']);
});

test('a bond that was given a MAC address keeps it with every port', { skip: without('bond') }, async (t) => {
  const ns = await withNics(t);
  const mac = ', macaddress: "02:00:00:00:00:0b"';
  for (const ports of ['eth0', 'eth0, eth1', 'eth1', ''])
    await applyInOnePass(ns, bond(ports, 'mode: active-backup', mac));
  assert.equal(linkOf(ns, 'bond0')['address'], '02:00:00:00:00:0b');
});

test("a port of a team has the team's MTU whatever is said of it, and its own of before when it leaves", {
  skip: without('team'),
}, async (t) => {
  const ns = await withNics(t);
  const team = (ports: string, mtu = ''): string =>
    network(`
      ethernets: {eth0: {${mtu}}}
      teams: {team0: {interfaces: [${ports}], mtu: 1400}}
    `);
  await applyInOneRun(ns, network('ethernets: {eth0: {mtu: 1320}}'));
  for (const mtu of ['', 'mtu: 1320']) {
    await applyInOneRun(ns, team('eth0', mtu));
    assert.equal(linkOf(ns, 'eth0')['mtu'], 1400);
  }
  await applyInOneRun(ns, team(''));
  assert.equal(linkOf(ns, 'eth0')['mtu'], 1500);
});

for (const [kind, section, inside] of [
  ['team', 'teams', 1450],
  ['bond', 'bonds', 1450],
  ['bridge', 'bridges', 1500],
] as const) {
  test(`a port that loses its MTU from the configuration as it joins a ${kind} has its own of before when it leaves`, {
    skip: without(kind),
  }, async (t) => {
    const ns = await withNics(t);
    const master = (ports: string, nic = ''): string =>
      network(`ethernets: {eth0: {${nic}}}\n${section}: {m0: {interfaces: [${ports}], mtu: 1450}}`);
    await applyInOneRun(ns, network('ethernets: {eth0: {mtu: 1320}}'));
    await applyInOneRun(ns, master('eth0'));
    assert.deepEqual(
      ['eth0', 'm0'].map((name) => linkOf(ns, name)['mtu']),
      [inside, 1450],
    );
    await applyInOneRun(ns, master(''));
    assert.equal(linkOf(ns, 'eth0')['mtu'], 1500);
  });
}

test('a port of a bond whose MTU is not declared any more gets that of the bond', {
  skip: without('bond'),
}, async (t) => {
  const ns = await withNics(t);
  const yaml = (nic: string): string =>
    network(`ethernets: {eth0: {${nic}}}\nbonds: {bond0: {interfaces: [eth0], mtu: 1450}}`);
  await applyInOneRun(ns, yaml('mtu: 1400'));
  assert.equal(linkOf(ns, 'eth0')['mtu'], 1400);
  await applyInOneRun(ns, yaml(''));
  assert.equal(linkOf(ns, 'eth0')['mtu'], 1450);
});

test("a VLAN of others on a new port of a bond falls to the bond's MTU, which the plan says", {
  skip: without('bond', 'vlan'),
}, async (t) => {
  const ns = await withNics(t);
  ns.sh(`
    ip link add fvl up link eth0 type vlan id 77
    ip address add 2001:db8::9/64 dev fvl nodad
  `);
  const { plan } = await applyInOneRun(ns, bond('eth0', 'mode: balance-rr', ', mtu: 1270'));
  assert.equal(linkOf(ns, 'fvl')['mtu'], 1270);
  assert.deepEqual(addressTexts(ns, 'fvl'), []);
  const notes = plan.steps.flatMap((step) => step.notes);
  assert(notes.includes('the MTU of eth0 becomes 1270, too'), notes.join());
  assert(notes.includes('the MTU of fvl becomes 1270, too'), notes.join());
  assert.match(plan.problems.map(({ message }) => message).join(), /cannot be put back: address 2001:db8::9/);
});

test('a port moves from a VRF to another with its addresses, and its routes with it', {
  skip: without('vrf'),
}, async (t) => {
  const ns = await withNics(t);
  const yaml = (red: string, blue: string): string =>
    network(`
      ethernets: {eth0: {addresses: [192.0.2.1/24, "2001:db8::1/64"]}, eth1: {}}
      vrfs: {red: {table: 42, interfaces: [${red}]}, blue: {table: 43, interfaces: [${blue}]}}
    `);
  await applyInOnePass(ns, yaml('eth0', 'eth1'));
  await applyInOnePass(ns, yaml('', 'eth0, eth1'));
  assert.deepEqual(masters(ns, 'eth0', 'eth1'), ['blue', 'blue']);
  assert.deepEqual(addressTexts(ns, 'eth0'), ['192.0.2.1/24', '2001:db8::1/64']);
  const connected = (table: number): readonly unknown[] =>
    routesOf(ns, 6, table)
      .map(({ dst }) => dst)
      .filter((dst) => dst === '2001:db8::/64');
  assert.deepEqual([connected(42), connected(43)], [[], ['2001:db8::/64']]);
});

for (const [kind, section] of [
  ['bond', 'bonds: {m0: {interfaces: [eth0], parameters: {mode: active-backup}}}'],
  ['team', 'teams: {m0: {interfaces: [eth0]}}'],
  ['vrf', 'vrfs: {m0: {table: 7, interfaces: [eth0]}}'],
] as const) {
  test(`a port with options of its bridge moves to a ${kind} and back in one run each`, {
    skip: without(kind, 'bridge-vlans'),
  }, async (t) => {
    const ns = await withNics(t);
    const bridge = network(`
      ethernets: {eth0: {isolated: true, vlans: [{id: 10}]}}
      bridges: {br0: {interfaces: [eth0], parameters: {vlan-filtering: true}}}
    `);
    const elsewhere = network(`ethernets: {eth0: {}}\nbridges: {br0: {}}\n${section}`);
    for (const yaml of [bridge, elsewhere, bridge]) await applyInOneRun(ns, yaml);
    assert.deepEqual(masters(ns, 'eth0'), ['br0']);
    await applyInOneRun(ns, elsewhere);
    assert.deepEqual(masters(ns, 'eth0'), ['m0']);
  });
}

test('the default route of a VRF is in its table only', { skip: without('vrf') }, async (t) => {
  const ns = await withNics(t);
  await applyInOnePass(
    ns,
    network(`
      ethernets:
        eth0: {addresses: [192.0.2.1/24, "2001:db8::1/64"]}
        eth1: {addresses: [198.51.100.1/24]}
      vrfs:
        red:
          table: 42
          interfaces: [eth0]
          routes: [{to: default, via: 192.0.2.9}, {to: default, via: "2001:db8::9"}]
    `),
  );
  for (const family of [4, 6] as const) {
    assert.deepEqual(destinations(ns, family, 42), ['default']);
    assert.deepEqual(destinations(ns, family), []);
  }
});

test('a bond goes with its VLAN, which was the port of a VRF, and the VRF stays', {
  skip: without('bond', 'vlan', 'vrf'),
}, async (t) => {
  const ns = await withNics(t);
  const all = network(`
    ethernets: {eth0: {}, eth1: {}}
    bonds: {bond0: {interfaces: [eth0, eth1], parameters: {mode: active-backup}}}
    vlans: {bond0.7: {id: 7, link: bond0, addresses: [192.0.2.1/24, "2001:db8::1/64"]}}
    vrfs: {red: {table: 42, interfaces: [bond0.7], routes: [{to: 203.0.113.0/24, via: 192.0.2.9}]}}
  `);
  await applyInOnePass(ns, all);
  assert.deepEqual(destinations(ns, 4, 42), ['203.0.113.0/24']);
  await applyInOnePass(ns, network('ethernets: {eth0: {}, eth1: {}}\nvrfs: {red: {table: 42}}'));
  assert.deepEqual(linkNames(ns), ['eth0', 'eth1', 'far-eth0', 'far-eth1', 'red']);
  assert.deepEqual(masters(ns, 'eth0', 'eth1'), [undefined, undefined]);
  await applyInOnePass(ns, all);
  await applyInOnePass(ns, NOTHING);
  assert.deepEqual(linkNames(ns), ['eth0', 'eth1', 'far-eth0', 'far-eth1']);
});

for (const [kind, script, yaml] of [
  [
    'bond',
    'ip link add m0 type bond mode active-backup miimon 100; ip link set eth0 down; ip link set eth0 master m0',
    'bonds: {m0: {interfaces: [eth0, eth1], parameters: {mode: active-backup, mii-monitor-interval: 200}}}',
  ],
  [
    'vrf',
    'ip link add m0 type vrf table 42; ip link set eth0 master m0',
    'vrfs: {m0: {table: 42, interfaces: [eth0, eth1]}}',
  ],
  [
    'team',
    'ip link add m0 type team; ip link set eth0 down; ip link set eth0 master m0',
    'teams: {m0: {interfaces: [eth0, eth1]}}',
  ],
] as const) {
  test(`a ${kind} made by hand is adopted in place, and stays when it is no longer declared`, {
    skip: without(kind),
  }, async (t) => {
    const ns = await withNics(t);
    ns.sh(`${script}; ip link set m0 up; ip address add 203.0.113.7/32 dev m0`);
    const index = indexOf(ns, 'm0');
    const text = network(`ethernets: {eth0: {}, eth1: {}}\n${yaml}`);
    const plan = await diff(ns, text);
    assert.deepEqual(plan.steps.filter(({ action }) => action !== 'change').map(stepText), []);
    await applyInOnePass(ns, text);
    assert.deepEqual(masters(ns, 'eth0', 'eth1'), ['m0', 'm0']);
    assert.equal(indexOf(ns, 'm0'), index);
    await applyInOneRun(ns, NOTHING);
    assert.equal(indexOf(ns, 'm0'), index);
    assert.deepEqual(addressTexts(ns, 'm0'), ['203.0.113.7/32']);
    assert.equal(linkOf(ns, 'eth0')['master'], 'm0');
  });
}

for (const section of ['bonds', 'teams'] as const) {
  test(`a NIC that gets an MTU too low for IPv6 from one of the ${section} is not given settings of IPv6, which the plan says`, {
    skip: without('bond', 'team'),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    const { plan } = await applyInOneRun(
      ns,
      network(`
        ethernets: {eth0: {ipv6-address-generation: none}}
        ${section}: {m0: {mtu: 1270, interfaces: [eth0]}}
      `),
    );
    assert.deepEqual(
      plan.problems.map(({ code }) => code),
      ['no-ipv6'],
    );
    assert.equal(linkOf(ns, 'eth0')['mtu'], 1270);
  });
}
