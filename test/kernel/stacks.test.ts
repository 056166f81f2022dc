import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun } from './support/apply.ts';
import { dump } from './support/dump.ts';
import { startMonitor } from './support/monitor.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressTexts, destinations, indexOf, isUp, kindData, linkNames, linkOf } from './support/shown.ts';

const skip = without('bond', 'vlan', 'vrf', 'gre', 'vxlan', 'bridge');

/** Sections of a whole machine: each stands on others, whichever comes first. */
const SECTIONS = [
  'ethernets: {eth0: {}, eth1: {}, eth2: {}}',
  'bonds: {bond0: {interfaces: [eth0, eth1], parameters: {mode: active-backup, mii-monitor-interval: 100}}}',
  'bridges: {br0: {interfaces: [bond0, eth2]}, br1: {interfaces: [vx7], macaddress: 02:00:00:00:00:b1, addresses: [203.0.113.1/24]}}',
  'vlans: {v10: {id: 10, link: br0, addresses: [192.0.2.1/24, "2001:db8::1/64"]}, v20: {id: 20, link: br0, addresses: [198.51.100.1/24]}}',
  'vrfs: {blue: {table: 100, interfaces: [v10, br1], routes: [{to: default, via: 192.0.2.9}]}}',
  'tunnels: {gre1: {mode: gre, local: 198.51.100.1, remote: 198.51.100.9, link: v20, addresses: [10.9.9.1/30]}, vx7: {mode: vxlan, id: 7, link: v20, local: 198.51.100.1, remote: 198.51.100.9, port: 4789}}',
];

function assertStack(ns: Namespace): void {
  const masters = ['eth0', 'eth1', 'bond0', 'eth2', 'vx7', 'v10', 'br1'].map(
    (name) => linkOf(ns, name)['master'],
  );
  assert.deepEqual(masters, ['bond0', 'bond0', 'br0', 'br0', 'br1', 'blue', 'blue']);
  assert.deepEqual(
    [...['v10', 'v20', 'gre1'].map((name) => linkOf(ns, name)['link']), kindData(ns, 'vx7')['link']],
    ['br0', 'br0', 'v20', 'v20'],
  );
  assert.deepEqual(addressTexts(ns, 'v10'), ['192.0.2.1/24', '2001:db8::1/64']);
  assert.deepEqual(
    destinations(ns, 4, 100).filter((to) => to === 'default'),
    ['default'],
  );
  for (const name of linkNames(ns)) assert.equal(isUp(ns, name), true, name);
}

for (const [order, sections] of [
  ['from below', SECTIONS],
  ['from above', [...SECTIONS].reverse()],
  ['mixed', [3, 5, 0, 4, 2, 1].map((i) => SECTIONS[i] ?? '')],
] as const) {
  test(`bond in bridge, VLANs on it, tunnels over these, all in a VRF, said ${order}, in one run`, {
    skip,
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1', 'eth2');
    const before = linkNames(ns);
    await applyInOneRun(ns, network(sections.join('\n')));
    assertStack(ns);
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(linkNames(ns), before);
  });
}

test('VRF over VLAN over bond: a bond of another mode takes everything on it along and back', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const yaml = (mode: string): string =>
    network(`
      ethernets: {eth0: {}, eth1: {}}
      bonds: {bond0: {interfaces: [eth0, eth1], parameters: {mode: ${mode}}}}
      vlans: {v10: {id: 10, link: bond0, addresses: [192.0.2.1/24, "2001:db8::1/64"]}}
      vrfs: {blue: {table: 100, interfaces: [v10], routes: [{to: default, via: 192.0.2.9}]}}
    `);
  await applyInOneRun(ns, yaml('active-backup'));
  await applyInOneRun(ns, yaml('balance-xor'));
  assert.equal(kindData(ns, 'bond0')['mode'], 'balance-xor');
  assert.equal(linkOf(ns, 'v10')['master'], 'blue');
  assert.deepEqual(addressTexts(ns, 'v10'), ['192.0.2.1/24', '2001:db8::1/64']);
  assert.deepEqual(
    destinations(ns, 4, 100).filter((to) => to === 'default'),
    ['default'],
  );
});

const MOVES: readonly (readonly [string, string])[] = [
  ['bridge', 'bridges: {m: {interfaces: [eth1]}}'],
  ['bond', 'bonds: {m: {interfaces: [eth1]}}'],
  ['VRF', 'vrfs: {m: {table: 100, interfaces: [eth1]}}'],
];

for (const [from, first] of MOVES) {
  for (const [to, second] of MOVES) {
    if (from === to) continue;
    test(`a port moves from a ${from} to a ${to} beside it in one run`, { skip }, async (t) => {
      const ns = await makeNamespace(t);
      makeNics(ns, 'eth1');
      const eth1 = 'ethernets: {eth1: {}}\n';
      const [old, fresh] = [first.replaceAll('m:', 'old:'), second.replaceAll('m:', 'new:')];
      const empty = (section: string): string =>
        section.replace('interfaces: [eth1]', '').replace(', }', '}');
      const index = indexOf(ns, 'eth1');
      await applyInOneRun(ns, network(`${eth1}${old}\n${empty(fresh).replace('100', '200')}`));
      assert.equal(linkOf(ns, 'eth1')['master'], 'old');
      await applyInOneRun(ns, network(`${eth1}${empty(old)}\n${fresh.replace('100', '200')}`));
      assert.deepEqual(
        [linkOf(ns, 'eth1')['master'], indexOf(ns, 'eth1'), isUp(ns, 'eth1')],
        ['new', index, true],
      );
      assert.deepEqual(linkNames(ns), ['eth1', 'far-eth1', 'new', 'old']);
      // The old master goes as the new one comes.
      await applyInOneRun(ns, network(`${eth1}${old}`));
      assert.deepEqual([linkOf(ns, 'eth1')['master'], linkNames(ns)], ['old', ['eth1', 'far-eth1', 'old']]);
    });
  }
}

test('two VLANs of one device exchange their ids in one run, and keep what is on them', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = (a: number, b: number): string =>
    network(`
      ethernets: {eth0: {}}
      vlans:
        va: {id: ${a}, link: eth0, addresses: [192.0.2.1/24], routes: [{to: 198.51.100.0/24, via: 192.0.2.9}]}
        vb: {id: ${b}, link: eth0, addresses: [203.0.113.1/24]}
    `);
  await applyInOneRun(ns, yaml(10, 20));
  await applyInOneRun(ns, yaml(20, 10));
  assert.deepEqual([kindData(ns, 'va')['id'], kindData(ns, 'vb')['id']], [20, 10]);
  assert.deepEqual([addressTexts(ns, 'va'), addressTexts(ns, 'vb')], [['192.0.2.1/24'], ['203.0.113.1/24']]);
  assert.deepEqual(destinations(ns, 4), ['198.51.100.0/24']);
});

test('the MTU of a whole stack goes up and down in a run each, and no link goes down meanwhile', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1', 'eth2');
  ns.sh('for far in far-eth0 far-eth1 far-eth2; do ip link set $far mtu 9000; done');
  const yaml = (mtu: number): string =>
    network(`
      vlans: {v10: {id: 10, link: br0, mtu: ${mtu}, addresses: [192.0.2.1/24, "2001:db8::1/64"]}, v20: {id: 20, link: bond0, mtu: ${mtu}}}
      bridges: {br0: {interfaces: [eth2, vx], mtu: ${mtu}}}
      tunnels: {vx: {mode: vxlan, id: 7, remote: 198.51.100.9, mtu: ${mtu}}}
      bonds: {bond0: {interfaces: [eth0, eth1], mtu: ${mtu}}}
      macvlans: {mv: {link: bond0, mtu: ${mtu}}}
      ethernets: {eth0: {mtu: ${mtu}}, eth1: {mtu: ${mtu}}, eth2: {mtu: ${mtu}}}
    `);
  await applyInOneRun(ns, yaml(1500));
  const names = ['eth0', 'eth1', 'eth2', 'bond0', 'br0', 'v10', 'v20', 'mv', 'vx'];
  for (const mtu of [9000, 1500, 9000]) {
    const monitor = await startMonitor(t, ns);
    await applyInOneRun(ns, yaml(mtu));
    const events = await monitor.stop();
    assert.deepEqual(
      events.filter((line) => /^\d+: /.test(line) && /<[^>]*>/.test(line) && !/<([^>]*,)?UP[,>]/.test(line)),
      [],
    );
    assert.deepEqual(
      events.filter((line) => line.startsWith('Deleted')),
      [],
    );
    for (const name of names) assert.equal(linkOf(ns, name)['mtu'], mtu, name);
  }
});

test('eight devices stand on each other, and the kernel refuses a ninth', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const vlans = [1, 2, 3, 4, 5, 6, 7].map((n) => `v${n}: {id: 5, link: ${n === 1 ? 'eth0' : `v${n - 1}`}}`);
  await applyInOneRun(ns, network(`ethernets: {eth0: {}}\nvlans: {${vlans.reverse().join(', ')}}`));
  assert.notEqual(ns.run('ip', 'link', 'add', 'link', 'v7', 'v8', 'type', 'vlan', 'id', '5').status, 0);
  assert.notEqual(ns.run('ip', 'link', 'set', 'v7', 'master', 'v6').status, 0);
  // A tunnel is none of them.
  ns.sh('ip link add t1 type gretap local 192.0.2.1 remote 192.0.2.2 dev v7');
  ns.sh('ip link add link t1 t2 type vlan id 5');
  assert.equal(
    ns.run('ip', 'link', 'add', 'x', 'type', 'vxlan', 'id', '5', 'dev', 'v7', 'group', '239.1.1.1').status ===
      0,
    false,
  );
});

test('two NICs with VLANs exchange their names, and everything on them goes along', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const yaml = (a: string, b: string): string =>
    network(`
      ethernets: {n0: {match: {name: "${a}"}, addresses: [192.0.2.1/24]}, n1: {match: {name: "${b}"}, addresses: [203.0.113.1/24]}}
      vlans: {v0: {id: 1, link: n0, addresses: [198.51.100.1/25]}, v1: {id: 1, link: n1, addresses: [198.51.100.129/25]}}
    `);
  await applyInOneRun(ns, yaml('eth0', 'eth1'));
  ns.sh('ip link set eth0 name x; ip link set eth1 name eth0; ip link set x name eth1');
  await applyInOneRun(ns, yaml('eth1', 'eth0'));
  assert.deepEqual([linkOf(ns, 'v0')['link'], linkOf(ns, 'v1')['link']], ['eth1', 'eth0']);
  assert.deepEqual(
    [addressTexts(ns, 'v0'), addressTexts(ns, 'eth1')],
    [['198.51.100.1/25'], ['192.0.2.1/24']],
  );
});

test("somebody else's link under a declared name stops the run before anything is written", {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link add bond0 type bridge');
  const before = dump(ns);
  const { plan } = await apply(
    ns,
    network('ethernets: {eth0: {mtu: 1400}}\nbonds: {bond0: {interfaces: [eth0]}}'),
  );
  assert.deepEqual(
    plan.problems.map(({ code, stops, source }) => [code, stops, source?.line]),
    [['other-kind', true, 4]],
  );
  assert.deepEqual(dump(ns), before);
});
