import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Route } from '../../src/model/index.ts';
import { AF, openConnection } from '../../src/netlink/index.ts';
import { linkIndex } from '../../src/resources/link/index-table.ts';
import { dumpLinks } from '../../src/resources/link/observe.ts';
import { observeRoutes } from '../../src/resources/route/observe.ts';
import { areFree, areThere } from '../../src/resources/route/probe.ts';
import { route } from '../engine/samples.ts';
import { apply, applyInOneRun, diff, failureTexts, isProbe, isWrite, stepText } from './support/apply.ts';
import { dump } from './support/dump.ts';
import { startMonitor } from './support/monitor.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';

/** More than a look goes through to find what matters to it. */
const COUNT = 5000;

/** A NIC that others have an address and so many routes on. */
async function crowded(t: TestContext, count = COUNT): Promise<Namespace> {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('ip address add 192.0.2.1/24 dev eth0');
  const file = join(ns.directory, 'routes');
  const line = (_: unknown, i: number): string =>
    `route add 10.${i >> 8}.${i & 255}.0/24 via 192.0.2.9 proto bird\n`;
  writeFileSync(file, Array.from({ length: count }, line).join(''));
  ns.sh(`ip -batch ${file}`);
  return ns;
}

/** Dumps of all IPv4 routes, whether or not they are read to the end. */
const ofAll = (sent: readonly string[]): readonly string[] =>
  sent.filter((line) => /^RTM_GETROUTE \{family: inet[,}](?!.*protocol: 78)/.test(line));

/** Dumps of our IPv4 routes, for which the kernel goes through all. */
const ofOurs = (sent: readonly string[]): readonly string[] =>
  sent.filter((line) => /^RTM_GETROUTE \{family: inet,.*protocol: 78/.test(line));

/** Questions whether a route of ours is there. */
const forOurs = (sent: readonly string[]): readonly string[] =>
  sent.filter((line) => isProbe(line) && !line.startsWith('RTM_NEWROUTE EXCL '));

/** Questions whether a place is free. */
const questions = (sent: readonly string[]): readonly string[] =>
  sent.filter((line) => line.startsWith('RTM_NEWROUTE EXCL '));

const OURS = network(`
  bridges:
    br0:
      addresses: [198.51.100.1/24]
      routes: [{to: 172.16.0.0/16, via: 198.51.100.9}, {to: 172.17.0.0/16, via: 198.51.100.9, table: 77, metric: 5}]
`);

/** What a run does, and what it asks before. */
async function run(
  ns: Namespace,
  config: string,
): Promise<{ readonly steps: readonly string[]; readonly sent: readonly string[] }> {
  const sent: string[] = [];
  const result = await apply(ns, config, { trace: (line) => sent.push(line) });
  assert.deepEqual(failureTexts(result), []);
  assert.deepEqual(result.remaining.map(stepText), []);
  return { steps: result.plan.steps.map(stepText), sent };
}

test('Beside very many routes of others a run asks whether the places of its own are free, and gives up to go through all', async (t) => {
  const ns = await crowded(t);
  const before = dump(ns).routes;
  const { steps, sent } = await run(ns, OURS);
  assert.equal(steps.length, 4);
  assert.equal(questions(sent).length, 2);
  assert.equal(ofAll(sent).length, 1);
  const after = new Set(dump(ns).routes.map((one) => JSON.stringify(one)));
  assert.deepEqual(
    before.filter((one) => !after.has(JSON.stringify(one))),
    [],
  );
  const more = OURS.replace('routes: [', 'routes: [{to: 172.18.0.0/16, type: blackhole}, ');
  const second = await run(ns, more);
  assert.deepEqual(second.steps, ['create route blackhole 172.18.0.0/16']);
  assert.equal(questions(second.sent).length, 1);
  await applyInOneRun(ns, more);
  assert.deepEqual(ofOurs(second.sent), []);
  const third = await run(ns, OURS);
  assert.deepEqual(third.steps, ['remove route blackhole 172.18.0.0/16']);
  assert.equal(ofAll(third.sent).length, 1);
});

test('Once it is known which routes are ours the kernel is asked for each, and does not go through those of others', async (t) => {
  const ns = await crowded(t);
  const first = await run(ns, OURS);
  assert.deepEqual([ofOurs(first.sent).length, forOurs(first.sent).length], [1, 2]);
  const second = await run(ns, OURS);
  assert.deepEqual(second.steps, []);
  assert.deepEqual([ofOurs(second.sent), ofAll(second.sent), forOurs(second.sent).length], [[], [], 2]);
  const third = await run(
    ns,
    OURS.replace('172.16.0.0/16, via: 198.51.100.9', '172.16.0.0/16, via: 198.51.100.8'),
  );
  assert.deepEqual(third.steps, [
    'change route 172.16.0.0/16 via 198.51.100.8 dev br0 (via 198.51.100.9 -> 198.51.100.8)',
  ]);
  assert.equal(ofAll(third.sent).length, 2);
});

const FOUND: readonly (readonly [what: string, script: string])[] = [
  ['went', 'ip route del 172.16.0.0/16'],
  ['leads elsewhere', 'ip route replace 172.16.0.0/16 via 198.51.100.8 proto 78'],
  ['has another MTU', 'ip route replace 172.16.0.0/16 via 198.51.100.9 proto 78 mtu 1300'],
  ['went with its link', 'ip link del br0'],
  ['went as its link went down', 'ip link set br0 down'],
];

for (const [what, script] of FOUND) {
  test(`Beside very many of others a route of ours ${what}: it is found, and mended`, async (t) => {
    const ns = await crowded(t);
    await run(ns, OURS);
    const before = ourShape(ns);
    await run(ns, OURS);
    ns.sh(script);
    const { steps } = await run(ns, OURS);
    assert.notDeepEqual(steps, []);
    assert.deepEqual(ourShape(ns), before);
    await applyInOneRun(ns, OURS);
  });
}

/** Our routes, without what tells the kernel's routes of the link made anew from those before. */
const ourShape = (ns: Namespace): unknown => dump(ns).routes.filter(({ dst }) => /^172/.test(String(dst)));

test('Routes of ours that are no longer declared go beside very many of others, each that was made before', async (t) => {
  const ns = await crowded(t);
  await run(ns, OURS);
  const { steps } = await run(ns, OURS.replace(/, \{to: 172.17.*metric: 5\}/, ''));
  assert.deepEqual(steps, ['remove route 172.17.0.0/16 via 198.51.100.9 dev br0 table 77 metric 5']);
  assert.equal(ns.sh('ip route show table 77 2>/dev/null || true'), '');
  const none = await run(ns, 'network: {}');
  assert.match(none.steps.join(), /remove/);
  assert.deepEqual(ourShape(ns), []);
});

test('Without the record our routes are found by their mark among very many of others', async (t) => {
  const ns = await crowded(t);
  await run(ns, OURS);
  rmSync(join(ns.directory, 'state'), { recursive: true });
  const { steps } = await run(ns, OURS.replace('172.16.0.0/16', '172.18.0.0/16'));
  assert.deepEqual(steps, [
    'create route 172.18.0.0/16 via 198.51.100.9 dev br0',
    'remove route 172.16.0.0/16 via 198.51.100.9 dev br0',
  ]);
});

test('Beside few routes of others all are looked at, and nothing is asked', async (t) => {
  const ns = await crowded(t, 100);
  const { sent } = await run(ns, OURS);
  assert.deepEqual([questions(sent).length, ofAll(sent).length], [0, 1]);
});

test('A link that is down is brought up beside very many routes of others', async (t) => {
  const ns = await crowded(t);
  ns.sh('ip link add br0 type bridge');
  const { steps, sent } = await run(ns, OURS);
  assert.match(steps[0] ?? '', /^change bridge br0 \(.*state down -> up/);
  assert.equal(questions(sent).length, 2);
  assert.ok(ofAll(sent).length > 0);
  await applyInOneRun(ns, OURS);
});

const TAKEN: readonly (readonly [what: string, script: string])[] = [
  ['a route of others', 'ip route add 172.16.0.0/16 via 192.0.2.7 proto bird'],
  ['one that leads nowhere', 'ip route add blackhole 172.17.0.0/16 table 77 metric 5 proto static'],
  ['two of one key', 'ip route add 172.16.0.0/16 via 192.0.2.7\nip route append 172.16.0.0/16 via 192.0.2.8'],
];

for (const [what, script] of TAKEN) {
  test(`In the place of a declared route is ${what}: it is replaced as it is beside few routes`, async (t) => {
    const ends = [];
    for (const count of [10, COUNT]) {
      const ns = await crowded(t, count);
      ns.sh(script);
      const { steps, sent } = await run(ns, OURS);
      assert.equal(ofAll(sent).length, count === COUNT ? 2 : 1);
      const routes = dump(ns).routes.filter(({ dst }) => !/^10\./.test(String(dst)));
      ends.push({ steps, routes });
      await applyInOneRun(ns, OURS);
    }
    assert.deepEqual(ends[1], ends[0]);
  });
}

test('What was done beside very many routes of others is taken back', async (t) => {
  const ns = await crowded(t);
  const before = dump(ns);
  const result = await apply(ns, OURS.replace('172.16.0.0/16, via: 198', '172.16.0.0/16, via: 203'));
  assert.equal(result.rolledBack, true);
  assert.deepEqual(dump(ns), before);
});

test('Who only looks asks nothing in the way of those who make routes', async (t) => {
  const ns = await crowded(t);
  const sent: string[] = [];
  const { steps } = await diff(ns, OURS, { trace: (line) => sent.push(line) });
  assert.equal(steps.length, 4);
  assert.deepEqual(
    sent.filter((line) => isWrite(line) || isProbe(line)),
    [],
  );
});

/** NICs with IPv4 alone, which nothing comes to by itself while a monitor listens, and a nexthop object. */
async function withoutIpv6(t: TestContext): Promise<Namespace> {
  const ns = await makeNamespace(t);
  ns.sh('sysctl -qw net.ipv6.conf.default.disable_ipv6=1');
  makeNics(ns, 'eth0', 'eth1');
  ns.sh(`
    ip address add 192.0.2.1/24 dev eth0
    ip address add 198.51.100.1/24 dev eth1
    ip nexthop add id 7 via 192.0.2.9 dev eth0
  `);
  return ns;
}

test('The question whether a place is free changes nothing, and nobody hears of it', async (t) => {
  const ns = await withoutIpv6(t);
  ns.sh(`
    ip route add 10.1.0.0/16 via 192.0.2.9 metric 5
    ip route add 10.2.0.0/16 via 192.0.2.9 tos 0x10
    ip route add 10.3.0.0/16 nexthop via 192.0.2.9 nexthop via 198.51.100.9
    ip route add 10.4.0.0/16 nhid 7
    ip route add 10.5.0.0/16 via 192.0.2.9 table 50
    ip route add blackhole 10.6.0.0/16 proto bird
    ip route add local 10.7.0.1/32 dev lo table local
    ip route add default via 192.0.2.9 table 100000
    ip link set far-eth1 down
  `);
  const FREE = [
    route('10.1.0.0/16', null),
    route('10.1.0.0/17', null, { metric: 5 }),
    route('10.1.0.0/16', null, { metric: 5, table: 50 }),
    route('10.1.0.0/16', null, { metric: 5, table: 255 }),
    route('10.2.0.0/16', null),
    route('10.7.0.1/32', null),
    route('0.0.0.0/0', null),
    route('10.9.0.0/16', null, { table: 777 }),
  ];
  const TAKEN = [
    route('10.1.0.0/16', null, { metric: 5 }),
    route('10.2.0.0/16', null, { tos: 16 }),
    route('10.3.0.0/16', null),
    route('10.4.0.0/16', null),
    route('10.5.0.0/16', null, { table: 50 }),
    route('10.6.0.0/16', null),
    route('10.7.0.1/32', null, { table: 255 }),
    route('0.0.0.0/0', null, { table: 100000 }),
    // The kernel's own, one of which is over a link without a carrier.
    route('192.0.2.0/24', null),
    route('198.51.100.0/24', null),
    route('192.0.2.1/32', null, { table: 255 }),
  ];
  const ask = async (): Promise<void> => {
    using connection = openConnection({ netns: ns.path });
    for (const one of FREE) assert.equal(await areFree(connection, [one]), true, one.to);
    for (const one of TAKEN) assert.equal(await areFree(connection, [one]), false, one.to);
    assert.equal(await areFree(connection, FREE), true);
    assert.equal(await areFree(connection, [...FREE, ...TAKEN]), false);
  };
  const before = dump(ns);
  const monitor = await startMonitor(t, ns);
  await ask();
  // From then on the tables main and local are apart (fib_unmerge).
  ns.sh('ip rule add priority 100 from 203.0.113.1 lookup 50');
  await ask();
  const heard = await monitor.stop();
  assert.deepEqual(
    heard.filter((line) => !line.includes('lookup 50')),
    [],
  );
  assert.deepEqual(dump(ns).routes, before.routes);
});

/** Routes that are not quite the same. */
const OTHERS = (one: Route): readonly Route[] => [
  { ...one, protocol: 79 },
  { ...one, metric: one.metric + 1 },
  { ...one, tos: 8 },
  { ...one, table: 51 },
  { ...one, to: '10.77.0.0/16' },
  { ...one, from: one.from === '192.0.2.1' ? '198.51.100.1' : '192.0.2.1' },
  { ...one, link: 'eth7', via: null },
  // Of what has a lock all metrics are kept beside.
  ...(one.beyond === undefined ? [{ ...one, mtu: 1299 }] : []),
  ...(one.via == null ? [] : [{ ...one, via: '192.0.2.8' }]),
  ...(one.nexthops === undefined ? [] : [{ ...one, nexthops: one.nexthops.toReversed() }]),
];

test('The question whether a route is there is answered by one that is the same to the last attribute', async (t) => {
  const ns = await withoutIpv6(t);
  ns.sh(`
    ip route add 10.1.0.0/16 via 192.0.2.9 metric 5 proto 78
    ip route add 10.2.0.0/16 via 192.0.2.9 tos 0x10 proto 78
    ip route add 10.3.0.0/16 proto 78 nexthop via 192.0.2.9 weight 3 nexthop via 198.51.100.9
    ip route add 10.4.0.0/16 nhid 7 proto 78
    ip route add 10.5.0.0/16 via 192.0.2.9 table 50 src 198.51.100.1 proto 78
    ip route add blackhole 10.6.0.0/16 proto 78
    ip route add local 10.7.0.1/32 dev lo table local proto 78
    ip route add 10.8.0.0/16 via 203.0.113.1 dev eth0 onlink mtu lock 1300 advmss 1200 proto 78
    ip route add 10.9.0.0/16 dev eth1 scope link proto 78
    ip route add 10.10.0.0/16 dev eth1 scope host proto 78
    ip route add 10.11.0.0/16 via 192.0.2.9 realm 7 initcwnd 10 initrwnd 20 proto 78
    ip route add default via 192.0.2.9 table 100000 proto 78
    ip link set far-eth1 down
  `);
  using connection = openConnection({ netns: ns.path });
  const links = linkIndex((await dumpLinks(connection)).map(({ name, index }) => [name, index]));
  const all = await observeRoutes(connection, links, { families: [AF.INET] });
  assert.ok(all.length > 16);
  const before = dump(ns);
  const monitor = await startMonitor(t, ns);
  for (const one of all) {
    const byObject = one.nexthopId !== undefined;
    assert.equal(await areThere(connection, [one], links), !byObject, JSON.stringify(one));
    for (const other of OTHERS(one))
      assert.equal(await areThere(connection, [other], links), false, JSON.stringify(other));
  }
  const without = all.filter(({ nexthopId }) => nexthopId === undefined);
  assert.equal(await areThere(connection, without, links), true);
  assert.equal(await areThere(connection, all, links), false);
  assert.deepEqual(await monitor.stop(), []);
  assert.deepEqual(dump(ns), before);
});

test("The place of a route in a VRF's table is one in that table", { skip: without('vrf') }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh(`
    ip link add red up type vrf table 42
    ip link set eth0 master red
    ip address add 192.0.2.1/24 dev eth0
    ip route add 10.1.0.0/16 via 192.0.2.9 vrf red
  `);
  const before = dump(ns);
  using connection = openConnection({ netns: ns.path });
  for (const to of ['192.0.2.0/24', '10.1.0.0/16', '192.0.2.1/32']) {
    assert.equal(await areFree(connection, [route(to, null)]), true);
    assert.equal(await areFree(connection, [route(to, null, { table: 42 })]), false);
  }
  assert.deepEqual(dump(ns), before);
});
