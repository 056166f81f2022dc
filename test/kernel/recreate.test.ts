import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, stepText } from './support/apply.ts';
import { dump } from './support/dump.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { applyInOnePass } from './support/one-pass.ts';
import {
  addressTexts,
  destinations,
  indexOf,
  isUp,
  kindData,
  linkNames,
  linkOf,
  rulesOf,
} from './support/shown.ts';

const vxlan = (id: number): string =>
  network(`
    tunnels:
      vx0: {mode: vxlan, id: ${id}, addresses: [192.0.2.1/24], routes: [{to: 203.0.113.0/24, via: 192.0.2.9}]}
    bridges: {br0: {interfaces: [vx0]}}
  `);

for (const [what, made, named] of [
  ['an address', 'ip address add 198.51.100.7/24 dev vx0', /198\.51\.100\.7\/24/],
  ['a macvlan', 'ip link add mv9 link vx0 type macvlan mode bridge', /macvlan mv9 on it/],
] as const) {
  test(`a link is not made anew while ${what} of somebody else's is on it, unless allowed`, {
    skip: without('veth'),
  }, async (t) => {
    const ns = await makeNamespace(t);
    // A port carries no macvlans: the bridge stays out of it here.
    const plain = (id: number) =>
      network(`tunnels: {vx0: {mode: vxlan, id: ${id}, addresses: [192.0.2.1/24]}}`);
    await applyInOneRun(ns, plain(7));
    ns.sh(made);
    const before = dump(ns);
    const result = await apply(ns, plain(8));
    const [problem] = result.plan.problems;
    assert.deepEqual([problem?.code, problem?.severity, problem?.stops], ['recreate', 'error', true]);
    assert.match(problem?.message ?? '', named);
    assert.match(problem?.message ?? '', /vxlan\.id cannot change in place/);
    assert.deepEqual(dump(ns), before);
    await applyInOneRun(ns, plain(8), { allowRecreate: true });
    assert.equal(kindData(ns, 'vx0')['id'], 8);
  });
}

test("a bridge of the wrong kind that has somebody's port names it", { skip: without('veth') }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, network('bridges: {dev0: {}}'));
  ns.sh('ip link add vnet0 type veth peer name guest0; ip link set vnet0 master dev0');
  const yaml = network('tunnels: {dev0: {mode: vxlan, id: 7}}');
  const result = await apply(ns, yaml);
  assert.match(result.plan.problems[0]?.message ?? '', /the membership of its port vnet0/);
  await applyInOneRun(ns, yaml, { allowRecreate: true });
  assert.equal(linkOf(ns, 'vnet0')['master'], undefined);
});

test('ports that we gave to a link are no reason to keep it when neither is declared any more', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link set eth0 down');
  await applyInOneRun(ns, network('ethernets: {eth0: {}}\nbridges: {dev0: {interfaces: [eth0]}}'));
  await applyInOneRun(ns, network('tunnels: {dev0: {mode: vxlan, id: 7}}'));
  assert.equal(linkOf(ns, 'eth0')['master'], undefined);
  assert.equal(isUp(ns, 'eth0'), false);
});

test("a veth whose undeclared peer is somebody's is not made anew in silence", {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add left type veth peer name theirs');
  const result = await apply(ns, network('virtual-ethernets: {left: {peer: right}, right: {}}'));
  assert.match(result.plan.problems[0]?.message ?? '', /its peer theirs/);
  assert.deepEqual(linkNames(ns), ['left', 'theirs']);
});

test('what is declared on a link made anew comes back: membership, address, route', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, vxlan(7));
  const index = indexOf(ns, 'vx0');
  await applyInOneRun(ns, vxlan(8));
  assert.notEqual(indexOf(ns, 'vx0'), index);
  assert.equal(linkOf(ns, 'vx0')['master'], 'br0');
  assert.deepEqual(addressTexts(ns, 'vx0'), ['192.0.2.1/24']);
  assert.deepEqual(destinations(ns, 4), ['203.0.113.0/24']);
});

test('foreign routes over a link made anew come back, as they were', { skip: without('veth') }, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOneRun(ns, vxlan(7));
  ns.sh(`
    ip route add 198.51.100.0/24 via 192.0.2.66 proto bird metric 32
    ip route add 198.51.101.0/24 dev vx0 proto static table 77
  `);
  await applyInOneRun(ns, vxlan(8));
  assert.deepEqual(destinations(ns, 4), ['198.51.100.0/24', '203.0.113.0/24']);
  assert.equal(ns.ip('route', 'show', '198.51.100.0/24')[0]?.['protocol'], 'bird');
  assert.deepEqual(destinations(ns, 4, 77), ['198.51.101.0/24']);
  await applyInOneRun(ns, NOTHING);
});

test("routes by an address that goes with its link stay while it is a secondary's, too, and the plan knows", {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const yaml = (id: number, addresses: string, more: string): string =>
    network(`
      tunnels: {vx0: {mode: vxlan, id: ${id}, addresses: [${addresses}]}}
      virtual-ethernets: {v0: {peer: v1${more}}, v1: {}}
    `);
  const stays = '10.0.1.4/16, 10.0.2.4/16, 10.0.2.4/32, 10.0.3.4/32';
  const sourced = (source: string): string => `{to: 10.8.0.0/16, from: ${source}, scope: link}`;
  for (const [source, said] of [
    ['10.0.2.4', ['remove route 10.8.0.0/16 dev v0']],
    ['10.0.3.4', []],
  ] as const) {
    await applyInOnePass(ns, yaml(7, stays, `, routes: [${sourced(source)}]`));
    const { plan } = await applyInOnePass(ns, yaml(8, '198.51.100.1/24', ''));
    const steps = plan.steps.map(stepText).filter((text) => text.includes('route'));
    assert.deepEqual(steps, said);
    assert.deepEqual(destinations(ns, 4), []);
  }
});

test('a lower device is made anew with everything declared on top of it, three storeys high', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const yaml = (peer: string) =>
    network(`
      virtual-ethernets: {low: {peer: ${peer}, addresses: [192.0.2.1/24]}, ${peer}: {}}
      tunnels: {vx0: {mode: vxlan, id: 7, link: low, remote: 239.1.1.1}}
      macvlans: {mv0: {link: vx0, mode: bridge, addresses: [198.51.100.1/24, "2001:db8::1/64"]}}
    `);
  await applyInOneRun(ns, yaml('right'));
  await applyInOneRun(ns, yaml('other'));
  assert.deepEqual(addressTexts(ns, 'mv0'), ['198.51.100.1/24', '2001:db8::1/64']);
  assert.equal(linkOf(ns, 'mv0')['link'], 'vx0');
});

test('everything on a VLAN made anew is back in one run: addresses, routes, rules, neighbours, ports, entries', {
  skip: without('vlan', 'bridge', 'macvlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const yaml = (id: number): string =>
    network(`
      ethernets: {eth0: {}, eth1: {}}
      vlans:
        low:
          id: ${id}
          link: eth0
          addresses: [192.0.2.1/24, "2001:db8::1/64"]
          routes: [{to: 203.0.113.0/24, via: 192.0.2.9}, {to: "2001:db8:9::/48", via: "2001:db8::9"}]
          routing-policy: [{from: 10.0.0.0/8, table: 7, priority: 77}]
          neighbors: [{to: 192.0.2.9, macaddress: "02:00:00:00:00:09"}]
        high: {id: 9, link: low, addresses: [198.51.100.1/24]}
        port: {id: ${id + 1}, link: eth1, fdb: [{macaddress: "02:00:00:00:00:0f"}]}
      macvlans: {mv0: {link: high, mode: bridge, addresses: ["2001:db8:1::1/64"]}}
      bridges: {br0: {interfaces: [port], addresses: [10.1.0.1/24]}}
    `);
  const state = (): unknown => ({
    addresses: ['low', 'high', 'mv0', 'br0'].map((name) => addressTexts(ns, name)),
    routes: [destinations(ns, 4), destinations(ns, 6)],
    rules: rulesOf(ns, 4).map(({ src, table, priority }) => [src, table, priority]),
    neighbors: ns
      .ip('neigh', 'show', 'nud', 'permanent', 'dev', 'low')
      .map(({ dst, lladdr }) => [dst, lladdr]),
    entries: ns.sh('bridge fdb show dev port').includes('02:00:00:00:00:0f'),
    stands: ['high', 'mv0'].map((name) => linkOf(ns, name)['link']),
    master: linkOf(ns, 'port')['master'],
  });
  await applyInOnePass(ns, yaml(7));
  const before = state();
  const index = indexOf(ns, 'low');
  ns.sh('ip rule add iif low lookup 88 priority 88 protocol static');
  const { plan } = await applyInOnePass(ns, yaml(17));
  const forcing = plan.steps.flatMap(({ changes }) =>
    changes.flatMap((c) => (c.forces ? [c.attribute] : [])),
  );
  assert.deepEqual([...new Set(forcing)], ['vlan.id']);
  assert.notEqual(indexOf(ns, 'low'), index);
  ns.sh('ip rule show priority 88 | grep "iif low lookup 88"; ip rule del priority 88');
  assert.deepEqual(state(), before);
  assert.equal(kindData(ns, 'low')['id'], 17);
});

test('routes of others that need IPv6 on a link made anew without it are told as lost: its MTU follows a lower device', {
  skip: without('macvlan', 'vxlan'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh(`
    ip link add d0 up link eth1 type macvlan mode bridge
    ip -6 route add 2001:db8:9::/48 dev d0 proto bird
    ip route add 198.51.100.0/24 dev d0 proto bird
    ip route add 198.51.101.0/24 via inet6 fe80::9 dev d0 proto bird
  `);
  const yaml = network('ethernets: {eth0: {mtu: 1320}}\ntunnels: {d0: {mode: vxlan, id: 7, link: eth0}}');
  const { plan } = await applyInOneRun(ns, yaml, { allowRecreate: true });
  assert.deepEqual(destinations(ns, 4), ['198.51.100.0/24']);
  assert.deepEqual(destinations(ns, 6), []);
  assert.equal(linkOf(ns, 'd0')['mtu'], 1270);
  assert.deepEqual(
    plan.problems.map(({ message }) => message),
    [
      'not made by nlapply, and cannot be put back: route 198.51.101.0/24 via fe80::9 dev d0, route 2001:db8:9::/48 dev d0 (lost when d0 is made anew)',
    ],
  );
  const notes = plan.steps.flatMap((step) => step.notes);
  assert(notes.includes('with an MTU below 1280 d0 has no IPv6'), notes.join());
});

test('a link made anew with too little room for IPv6 has no settings of that, and the warning says so', {
  skip: without('veth'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link add vx0 type veth peer name vx1');
  const yaml = network(`
    ethernets: {eth0: {mtu: 1270}}
    tunnels: {vx0: {mode: vxlan, id: 7, link: eth0, ipv6-address-generation: none}}
  `);
  const { plan } = await apply(ns, yaml, { allowRecreate: true });
  assert.equal(kindData(ns, 'vx0')['id'], 7);
  assert.deepEqual(
    plan.problems.map(({ code }) => code),
    ['lost', 'no-ipv6'],
  );
});

test("routes by somebody's nexthop objects over a link that is made anew without a carrier are told as lost", {
  skip: without('veth', 'tun'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`
    ip link add d0 link eth0 type macvlan mode bridge
    ip link set d0 up
    ip nexthop add id 61 via 10.98.0.1 dev d0 onlink
    ip route add 10.6.0.0/16 nhid 61 proto bird
  `);
  const { plan } = await applyInOneRun(ns, network('tuntaps: {d0: {mode: tap}}'), { allowRecreate: true });
  assert.deepEqual(
    plan.problems.map(({ code, message }) => [code, message.includes('10.6.0.0/16')]),
    [['lost', true]],
  );
  assert.deepEqual(destinations(ns, 4), []);
});
