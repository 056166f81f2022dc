import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun } from './support/apply.ts';
import { makeNamespace, type Namespace, type Shown } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressesOf } from './support/shown.ts';
import { until } from './support/until.ts';

/** Routes of others with attributes that the configuration cannot say. */
const ROUTES = `
  ip address add 198.51.100.9/24 dev eth0
  ip address add 198.51.101.9/24 dev eth1
  ip address add 2001:db8:1::9/64 dev eth0 nodad
  ip route add 10.1.0.0/16 via 198.51.100.1 proto bird hoplimit 7 quickack 1 rto_min 5s
  ip route add 10.2.0.0/16 via 198.51.100.1 proto zebra congctl reno features ecn window 4000
  ip route add 10.3.0.0/16 via 198.51.100.1 proto bird mtu lock 1400 advmss 1300 initcwnd 20 realms 3/4
  ip route add 10.4.0.0/16 via inet6 2001:db8:1::1 dev eth0 proto bgp
  ip route add 10.5.0.0/16 proto bird nexthop via 198.51.100.1 dev eth0 weight 3 realms 5 nexthop via 198.51.101.1 dev eth1
  ip route add 10.6.0.0/16 proto bird nexthop via inet6 2001:db8:1::1 dev eth0 nexthop via 198.51.100.2 dev eth0 weight 9
  ip -6 route add 2001:db8:71::/48 via 2001:db8:1::1 proto bird pref high hoplimit 33
  ip -6 route add 2001:db8:72::/48 via 2001:db8:1::1 proto bird expires 3600
  ip -6 route add 2001:db8:73::/48 proto bird nexthop via 2001:db8:1::1 dev eth0 nexthop via 2001:db8:1::2 dev eth0 weight 4
`;

const routesOf = (ns: Namespace): string[] =>
  ['-4', '-6'].flatMap((family) =>
    ns
      .ip(family, 'route', 'show', 'table', 'all')
      .filter(({ protocol, table }) => protocol !== 'kernel' && table !== 'local')
      .map(({ expires, ...route }: Shown) => {
        // It runs on meanwhile.
        if (expires !== undefined) assert.ok(Number(expires) > 3500, `expires ${expires}`);
        return JSON.stringify({ ...route, ends: expires !== undefined });
      })
      .sort(),
  );

async function prepared(ns: Namespace): Promise<void> {
  makeNics(ns, 'eth0', 'eth1');
  ns.sh(ROUTES);
  await until('no address is tentative', () => !ns.sh('ip -6 address show tentative').includes('inet6'));
}

test('routes of others that a change of ours flushes come back with all their attributes', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  const at = (address: string): string => network(`ethernets: {eth0: {addresses: [${address}]}, eth1: {}}`);
  await applyInOneRun(ns, at('198.51.100.9/24'));
  ns.sh(`
    ip address add 2001:db8:1::9/64 dev eth0 nodad
    ip route add 10.1.0.0/16 via 198.51.100.1 proto bird hoplimit 7 quickack 1 rto_min 5s
    ip route add 10.2.0.0/16 via 198.51.100.1 proto zebra congctl reno features ecn window 4000 table 77
    ip route add 10.3.0.0/16 via 198.51.100.1 proto bird mtu lock 1400 advmss 1300 initcwnd 20 realms 3/4
    ip route add 10.4.0.0/16 via inet6 2001:db8:1::1 dev eth0 proto bgp
    ip route add 10.5.0.0/16 proto bird nexthop via 198.51.100.1 dev eth0 weight 3 realms 5 nexthop via 198.51.100.2 dev eth0
    ip nexthop add id 61 via 198.51.100.3 dev eth0 proto zebra
    ip nexthop add id 62 via 198.51.100.4 dev eth0 proto zebra
    ip nexthop add id 63 group 61/62 proto zebra
    ip route add 10.7.0.0/16 nhid 61 proto bgp metric 20
    ip route add 10.8.0.0/16 nhid 63 proto bgp metric 20 hoplimit 9
    ip route add 10.6.0.0/16 proto ospf nexthop via inet6 2001:db8:1::1 dev eth0 nexthop via 198.51.100.2 dev eth0 weight 9
  `);
  const before = routesOf(ns);
  assert.equal(before.length, 8);
  // Another label makes the address anew, and a link's only IPv4 address takes all IPv4 routes over it along but those by objects.
  const { plan } = await applyInOneRun(ns, at('{198.51.100.9/24: {label: "eth0:x"}}'));
  assert.equal(plan.steps.filter(({ kind, action }) => kind === 'route' && action === 'create').length, 6);
  assert.deepEqual(routesOf(ns), before);
});

test('routes of others over a link of ours that is made anew lead over the new one', async (t) => {
  const ns = await makeNamespace(t);
  const dm = (kind: string): string =>
    network(`
      ethernets: {eth0: {}, eth1: {}}
      virtual-ethernets: {va: {peer: vb, transmit-queues: ${kind}}, vb: {peer: va}}
    `);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(ns, dm('1'));
  ns.sh(`
    ip address add 198.51.100.9/24 dev va
    ip address add 2001:db8:1::9/64 dev va nodad
    ip route add 10.1.0.0/16 via 198.51.100.1 proto bird hoplimit 7 quickack 1
    ip route add 10.5.0.0/16 proto bird nexthop via 198.51.100.1 dev va weight 3 realms 5 nexthop via 198.51.100.2 dev va
    ip route add 10.6.0.0/16 via inet6 2001:db8:1::1 dev va proto bgp
    ip -6 route add 2001:db8:71::/48 via 2001:db8:1::1 proto bird pref high hoplimit 33
  `);
  const [before, addresses] = [routesOf(ns), addressesOf(ns, 'va')];
  const index = ns.ip('link', 'show', 'va')[0]?.['ifindex'];
  await applyInOneRun(ns, dm('2'), { allowRecreate: true });
  assert.notEqual(ns.ip('link', 'show', 'va')[0]?.['ifindex'], index);
  assert.deepEqual(routesOf(ns), before);
  assert.deepEqual(addressesOf(ns, 'va'), addresses);
});

/** Nexthop objects, and routes of others that lead by them. */
const OBJECTS = `
  ip address add 198.51.100.9/24 dev va
  ip address add 2001:db8:1::9/64 dev va nodad
  ip address add 198.51.101.9/24 dev eth0
  ip nexthop add id 61 via 198.51.100.3 dev va proto zebra
  ip nexthop add id 62 via 198.51.101.4 dev eth0 proto zebra
  ip nexthop add id 63 group 61,3/62,5 proto zebra
  ip nexthop add id 64 via 2001:db8:1::1 dev va proto zebra
  ip nexthop add id 65 via 203.0.113.1 dev va onlink proto bgp
  ip route add 10.7.0.0/16 nhid 61 proto bgp metric 20
  ip route add 10.7.1.0/24 nhid 61 proto bgp metric 20
  ip route add 10.8.0.0/16 nhid 63 proto bgp metric 20 hoplimit 9
  ip route add 10.9.0.0/16 nhid 65 proto bgp
  ip -6 route add 2001:db8:71::/48 nhid 64 proto bgp
`;

const objectsOf = (ns: Namespace): string[] =>
  ns
    .ip('nexthop')
    // How long a group has been out of balance runs on.
    .map((one) =>
      JSON.stringify(one, (key, value: unknown) => (key === 'unbalanced_time' ? undefined : value)),
    )
    .sort();

/** With another number of queues the pair is made anew. */
const veth = (queues: number): string =>
  network(`
    ethernets: {eth0: {}}
    virtual-ethernets: {va: {peer: vb, transmit-queues: ${queues}}, vb: {peer: va}}
  `);

test('nexthop objects of others over a link that is made anew come back with their routes, groups whole', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, veth(1));
  ns.sh(OBJECTS);
  const [routes, objects] = [routesOf(ns), objectsOf(ns)];
  assert.deepEqual([routes.length, objects.length], [5, 5]);
  const { plan } = await applyInOneRun(ns, veth(2), { allowRecreate: true });
  assert.deepEqual(objectsOf(ns), objects);
  assert.deepEqual(routesOf(ns), routes);
  const notes = plan.steps.flatMap((step) => step.notes);
  for (const text of ['object 61 is put back with it', 'objects 62, 63 are put back with it'])
    assert.ok(notes.includes(`nexthop ${text}`), notes.join('; '));
});

test('a route whose encapsulation names a link of ours leads over the new one when that is made anew', {
  skip: without('seg6local'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, veth(1));
  ns.sh(`
    ip -6 route add 2001:db8:81::/64 encap seg6local action End.DX2 oif va dev eth0 proto bgp
    ip -6 route add 2001:db8:82::/64 encap seg6local action End.DX2 oif va dev va proto bgp
  `);
  const before = routesOf(ns);
  assert.match(before.join(), /"oif":"va"/);
  const { plan } = await applyInOneRun(ns, veth(2), { allowRecreate: true });
  assert.deepEqual(routesOf(ns), before);
  assert.deepEqual(
    plan.steps.filter(({ kind }) => kind === 'route').map(({ action, name }) => `${action} ${name}`),
    ['create route 2001:db8:82::/64 dev va', 'change route 2001:db8:81::/64 dev eth0'],
  );
});

test('encapsulations that the kernel shows in another form than it takes come back with their routes', {
  skip: without('encap-routes-nested'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, veth(1));
  const [trace, rpl] = [
    'encap ioam6 trace prealloc type 0x800000 ns 1 size 12',
    'encap rpl segs 2001:db8:9::1',
  ];
  ns.sh(`
    ip address add 198.51.100.9/24 dev va
    ip address add 2001:db8:1::9/64 dev va nodad
    ip route add 10.1.0.0/16 proto bird encap ip id 1 dst 192.0.2.9 geneve_opts 0:1:1212121234567890 via 198.51.100.1 dev va
    ip -6 route add 2001:db8:71::/48 proto bird ${trace} via 2001:db8:1::1 dev va
    ip -6 route add 2001:db8:72::/48 proto bird ${rpl} via 2001:db8:1::1 dev va
    ip -6 route add 2001:db8:73::/48 proto bird nexthop ${rpl} via 2001:db8:1::1 dev va nexthop ${trace} via 2001:db8:1::2 dev va
    ip nexthop add id 71 proto zebra ${rpl} via 2001:db8:1::1 dev va
    ip -6 route add 2001:db8:74::/48 proto bird nhid 71
  `);
  const [routes, objects] = [routesOf(ns), objectsOf(ns)];
  assert.equal(routes.length, 5);
  assert.match(routes.join(), /geneve/);
  await applyInOneRun(ns, veth(2), { allowRecreate: true });
  assert.deepEqual(routesOf(ns), routes);
  assert.deepEqual(objectsOf(ns), objects);
});

test('links that encapsulations of several paths name are those that are there now', {
  skip: without('seg6local'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, veth(1));
  ns.sh(`
    ip address add 2001:db8:1::9/64 dev eth0 nodad
    ip -6 route add 2001:db8:91::/64 proto bgp nexthop via 2001:db8:1::1 dev eth0 encap seg6local action End.DX2 oif va \\
      nexthop via 2001:db8:1::2 dev eth0 encap seg6local action End.DX2 oif vb
  `);
  const before = routesOf(ns);
  assert.match(before.join(), /"oif":"va".*"oif":"vb"/);
  const { plan } = await applyInOneRun(ns, veth(2), { allowRecreate: true });
  assert.deepEqual(routesOf(ns), before);
  assert.deepEqual(
    plan.steps.filter(({ kind }) => kind === 'route').map(({ action }) => action),
    ['change'],
  );
});

test('a resilient group of nexthop objects comes back whole, be its members gone all or in part', {
  skip: without('resilient-nexthops'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, veth(1));
  const resilient = (...members: readonly string[]): string =>
    `group ${members.join('/')} type resilient buckets 32 idle_timer 60 unbalanced_timer 300 proto zebra`;
  ns.sh(`
    ${OBJECTS}
    ip nexthop add id 66 via 198.51.100.5 dev va proto zebra
    ip nexthop add id 67 ${resilient('61,3', '62,5')}
    ip nexthop add id 68 ${resilient('61', '66')}
    ip route add 10.11.0.0/16 nhid 67 proto bgp
    ip route add 10.12.0.0/16 nhid 68 proto bgp
  `);
  const [routes, objects] = [routesOf(ns), objectsOf(ns)];
  assert.equal(objects.filter((text) => text.includes('"buckets":32')).length, 2);
  await applyInOneRun(ns, veth(2), { allowRecreate: true });
  assert.deepEqual(objectsOf(ns), objects);
  assert.deepEqual(routesOf(ns), routes);
});

test('routes by nexthop objects stay when IPv6 goes from a link, and a run that is taken back then says nothing of them', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh(`
    ip nexthop add id 60 via fe80::9 dev eth0 proto bird
    ip nexthop add id 61 via fe80::8 dev eth1 proto bird
    ip nexthop add id 62 group 60/61,3 proto bird
    ip route add 2001:db8:7::/48 nhid 61 proto bird
    ip route add 2001:db8:8::/48 nhid 62 proto bird
  `);
  const [routes, objects] = [routesOf(ns), objectsOf(ns)];
  const yaml = (mtu: number, more: string): string => network(`ethernets: {eth1: {mtu: ${mtu}${more}}}`);
  const { plan } = await applyInOneRun(ns, yaml(1270, ''));
  assert.deepEqual(plan.problems, []);
  assert.deepEqual([routesOf(ns), objectsOf(ns)], [routes, objects]);
  const result = await apply(ns, yaml(1500, ', routes: [{to: 10.99.0.0/16, via: 203.0.113.250}]'));
  assert.equal(result.failures.length, 1);
  assert.deepEqual([routesOf(ns), objectsOf(ns)], [routes, objects]);
});

test('a run that took the link down and was refused puts nexthop objects back', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh(`ip link add va type veth peer name vb; ip link set va up; ip link set vb up`);
  ns.sh(OBJECTS);
  const [routes, objects] = [routesOf(ns), objectsOf(ns)];
  const result = await apply(
    ns,
    network(`
      ethernets:
        va: {activation-mode: off}
        eth1: {addresses: [192.0.2.1/24], routes: [{to: 10.99.0.0/16, via: 203.0.113.250}]}
    `),
  );
  assert.equal(result.rolledBack, true);
  assert.deepEqual(objectsOf(ns), objects);
  assert.deepEqual(routesOf(ns), routes);
});

test('a run that took the link down and was refused puts routes with attributes of all kinds back', async (t) => {
  const ns = await makeNamespace(t);
  await prepared(ns);
  ns.sh(`
    ip rule add not fwmark 0xca6c lookup 51820 priority 5211
    ip rule add lookup main suppress_prefixlength 0 priority 5210
    ip rule add from 10.0.0.0/8 ipproto tcp dport 80-90 uidrange 100-200 lookup 77 priority 900
    ip rule add goto 5211 priority 800
    ip rule add l3mdev protocol boot priority 801
  `);
  const [routes, rules] = [routesOf(ns), ns.ip('rule')];
  const result = await apply(
    ns,
    network(`
      policy: {routes: strict, rules: strict}
      ethernets:
        eth0: {activation-mode: off}
        eth1: {addresses: [192.0.2.1/24], routes: [{to: 10.99.0.0/16, via: 203.0.113.250}]}
    `),
  );
  assert.equal(result.rolledBack, true);
  assert.ok(result.plan.steps.some(({ kind, action }) => kind === 'rule' && action === 'remove'));
  assert.deepEqual(ns.ip('rule'), rules);
  assert.deepEqual(routesOf(ns), routes);
});
