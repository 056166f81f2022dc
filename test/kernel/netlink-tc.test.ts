import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  Block,
  burstTicks,
  CAKE_DIFFSERV,
  CAKE_FLOW,
  formatHandle,
  fqCodelStats,
  htbStats,
  parseHandle,
  type Qdisc,
  type RouteSocket,
  RTM,
  RTNLGRP,
  routeMessages,
  subscribe,
  TC_LINKLAYER,
  TC_RED,
  type TrafficClass,
} from '../../src/netlink/index.ts';
import type { Namespace, Shown } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { expectShown, opened } from './support/netlink.ts';

const root = parseHandle('root');
const PRIOMAP = [1, 2, 2, 2, 1, 2, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1];

/** A namespace with v0, which has four queues, and v1, both up; the index of v0. */
async function device(
  t: TestContext,
): Promise<{ readonly ns: Namespace; readonly socket: RouteSocket; readonly index: number }> {
  const { ns, socket } = await opened(t);
  ns.sh(
    'ip link add v0 numtxqueues 4 type veth peer name v1 numtxqueues 4; ip link set v0 up; ip link set v1 up',
  );
  const { index = 0 } = await socket.links.get({ name: 'v0' });
  return { ns, socket, index };
}

/** What tc shows of v0's queueing disciplines, or of its classes. */
const shown = (ns: Namespace, what: 'qdisc' | 'class'): readonly Shown[] =>
  JSON.parse(ns.sh(`tc -j ${what} show dev v0`)) as readonly Shown[];

const curve = { m1: 250_000, d: 10_000, m2: 125_000 };
const rate = {
  cellLog: 0,
  linklayer: TC_LINKLAYER.ETHERNET,
  overhead: 0,
  cellAlign: 0,
  mpu: 0,
  rate: 125_000,
};
const averages = { wlog: 9, plog: 20, scellLog: 9 };

/** Without red. */
const SFQ = {
  ...{ quantum: 3000, perturbPeriod: 10, limit: 127, divisor: 1024, flows: 127, depth: 100, headdrop: 0 },
  ...{ redLimit: 0, qthMin: 0, qthMax: 0, wlog: 0, plog: 0, scellLog: 0, flags: 0, maxP: 0 },
  ...{ probDrop: 0, forcedDrop: 0, probMark: 0, forcedMark: 0, probMarkHead: 0, forcedMarkHead: 0 },
};

/** What is set of each kind, and what tc shows then. */
type Case = readonly [set: Qdisc, shown: Shown];
const EVERYWHERE: readonly Case[] = [
  [{ kind: 'pfifo', options: { limit: 100 } }, { limit: 100 }],
  [{ kind: 'bfifo', options: { limit: 100_000 } }, { limit: 100_000 }],
  [
    {
      kind: 'tbf',
      options: {
        parms: { rate, peakrate: { ...rate, rate: 0 }, limit: 100_000, buffer: 0, mtu: 0 },
        burst: 5000,
      },
    },
    { rate: 125_000, burst: 5000 },
  ],
  [
    {
      kind: 'htb',
      options: {
        init: { version: 3, rate2quantum: 10, defcls: 0x20, debug: 0, directPkts: 0 },
        directQlen: 50,
      },
    },
    { r2q: 10, default: '0x20', direct_qlen: 50 },
  ],
  [{ kind: 'mq' }, {}],
  [{ kind: 'noqueue' }, {}],
];
const OTHERS: readonly Case[] = [
  [
    { kind: 'prio', options: { bands: 4, priomap: PRIOMAP } },
    { bands: 4, priomap: PRIOMAP },
  ],
  [
    { kind: 'ets', options: { nbands: 4, nstrict: 2, quanta: { bands: [3000, 1000] } } },
    { bands: 4, strict: 2, quanta: [3000, 1000] },
  ],
  [
    {
      kind: 'red',
      options: {
        parms: { limit: 100_000, qthMin: 10_000, qthMax: 30_000, ...averages, flags: TC_RED.ECN },
        stab: new Uint8Array(256),
        maxP: 85_899_345,
      },
    },
    { limit: 100_000, min: 10_000, max: 30_000, ecn: true, harddrop: false },
  ],
  [
    {
      kind: 'choke',
      options: {
        parms: { limit: 1000, qthMin: 10, qthMax: 300, ...averages, flags: 0 },
        stab: new Uint8Array(256),
        maxP: 85_899_345,
      },
    },
    { limit: 1000, min: 10, max: 300, ecn: false },
  ],
  [
    {
      kind: 'sfq',
      options: SFQ,
    },
    { quantum: 3000, perturb: 10, limit: 127, divisor: 1024, depth: 100 },
  ],
  [
    { kind: 'codel', options: { target: 7000, limit: 500, ecn: 1 } },
    { limit: 500, target: 6999, ecn: true },
  ],
  [
    {
      kind: 'fq_codel',
      options: {
        target: 7000,
        limit: 500,
        interval: 90_000,
        flows: 512,
        quantum: 300,
        memoryLimit: 1_000_000,
        ecn: 0,
      },
    },
    { target: 6999, limit: 500, interval: 89_999, flows: 512, quantum: 300, memory_limit: 1_000_000 },
  ],
  [
    { kind: 'fq', options: { plimit: 5000, flowPlimit: 50, flowMaxRate: 1_000_000 } },
    { limit: 5000, flow_limit: 50, maxrate: 1_000_000 },
  ],
  [
    { kind: 'pie', options: { target: 20_000, limit: 500, alpha: 3 } },
    { limit: 500, target: 20_000, alpha: 3 },
  ],
  [
    { kind: 'fq_pie', options: { limit: 500, flows: 64, ecnProb: 20 } },
    { limit: 500, flows: 64, ecn_prob: 20 },
  ],
  [
    { kind: 'hhf', options: { backlogLimit: 500, nonHhWeight: 3 } },
    { limit: 500, non_hh_weight: 3 },
  ],
  [
    {
      kind: 'cake',
      options: {
        baseRate64: 12_500_000n,
        diffservMode: CAKE_DIFFSERV.DIFFSERV4,
        flowMode: CAKE_FLOW.DUAL_DST,
        nat: 1,
        overhead: -4,
        mpu: 64,
      },
    },
    {
      bandwidth: 12_500_000,
      diffserv: 'diffserv4',
      flowmode: 'dual-dsthost',
      nat: true,
      overhead: -4,
      mpu: 64,
    },
  ],
  [
    {
      kind: 'netem',
      options: {
        limit: 1000,
        latency64: 10_000_000n,
        loss: 0x1999_9999,
        rate: { rate: 125_000, packetOverhead: 0, cellSize: 0, cellOverhead: 0 },
      },
    },
    { limit: 1000, delay: { delay: 0.01, jitter: 0, correlation: 0 } },
  ],
  [{ kind: 'drr' }, {}],
  [{ kind: 'qfq' }, {}],
  [{ kind: 'skbprio', options: { limit: 64 } }, { limit: 64 }],
  [
    { kind: 'etf', options: { parms: { delta: 300_000, clockid: 11, flags: 0 } } },
    { clockid: 'TAI', delta: 300_000 },
  ],
  [
    {
      kind: 'cbs',
      options: {
        parms: {
          offload: 0,
          pad: new Uint8Array(3),
          hicredit: 30,
          locredit: -1470,
          idleslope: 20_000,
          sendslope: -980_000,
        },
      },
    },
    { hicredit: 30, locredit: -1470, idleslope: 20_000 },
  ],
  [
    { kind: 'mqprio', options: { numTc: 2, prioTcMap: [0, 1], hw: 0, count: [2, 2], offset: [0, 2] } },
    {
      tc: 2,
      queues: [
        [0, 1],
        [2, 3],
      ],
    },
  ],
];

/** The members that were set, as they are read. */
function part(options: object | undefined, of: object | undefined): object {
  const read: Readonly<Record<string, unknown>> = { ...options };
  return Object.fromEntries(Object.keys(of ?? {}).map((key) => [key, read[key]]));
}

/** Members that the kernel rounds, fills up, or takes and tells in another place. */
const ELSEWHERE: readonly string[] = [
  'stab',
  'burst',
  'target',
  'interval',
  'parms',
  'init',
  'prioTcMap',
  'count',
  'offset',
  'loss',
  'bands',
  'maxBands',
];

for (const [name, cases, skip] of [
  ['queueing disciplines of the usual kinds', EVERYWHERE, false],
  ['queueing disciplines of all other kinds', OTHERS, without('qdiscs')],
] as const) {
  test(`${name} are made, as tc shows, read as they were made, and removed`, { skip }, async (t) => {
    const { ns, socket, index } = await device(t);
    const handle = parseHandle('1:');
    for (const [set, expected] of cases) {
      const value: Qdisc = { ...set, index, parent: root, handle };
      await socket.qdiscs.replace(value);
      const [found] = shown(ns, 'qdisc').filter(({ kind }) => kind === set.kind);
      assert.ok(found, set.kind);
      expectShown(found['options'] as Shown, expected);
      const [read] = await socket.qdiscs.list({ index, handle });
      assert.equal(read?.kind, set.kind);
      const plain = Object.fromEntries(
        Object.entries(set.options ?? {}).filter(([key]) => !ELSEWHERE.includes(key)),
      );
      assert.deepEqual(part(read?.options, plain), plain, set.kind);
      await socket.qdiscs.delete({ index, parent: root });
    }
    assert.deepEqual(
      (await socket.qdiscs.list({ index })).map(({ kind }) => kind),
      shown(ns, 'qdisc').map(({ kind }) => kind),
    );
  });
}

test('multiq has a band for each queue', { skip: without('qdiscs') }, async (t) => {
  const { ns, socket, index } = await device(t);
  await socket.qdiscs.add({
    ...{ index, parent: root, handle: parseHandle('1:'), kind: 'multiq' as const },
    options: { bands: 0, maxBands: 0 },
  });
  // tc 6.1 writes no JSON for it.
  assert.match(ns.sh('tc qdisc show dev v0'), /qdisc multiq 1: root refcnt \d+ bands 4\/4/);
  const [read] = await socket.qdiscs.list({ index, kind: 'multiq' });
  assert.deepEqual(read?.kind === 'multiq' ? read.options : undefined, { bands: 4, maxBands: 4 });
});

test('classes of htb get rates, count what they send, change and go; a listener hears of all of it', async (t) => {
  const { ns, socket, index } = await device(t);
  const events = subscribe({ netns: ns.path, groups: [RTNLGRP.TC], messages: routeMessages });
  t.after(() => events.close());
  await socket.qdiscs.add({
    ...{ index, parent: root, handle: parseHandle('1:'), kind: 'htb' as const },
    options: { init: { version: 3, rate2quantum: 10, defcls: 0x10, debug: 0, directPkts: 0 } },
  });
  const of = (bytes: number): TrafficClass => ({
    ...{ index, parent: parseHandle('1:'), handle: parseHandle('1:10'), kind: 'htb' as const },
    options: {
      parms: {
        rate: { ...rate, rate: bytes },
        ceil: { ...rate, rate: 2 * bytes },
        buffer: burstTicks(1600, bytes),
        cbuffer: burstTicks(1600, 2 * bytes),
        ...{ quantum: 1500, level: 0, prio: 3 },
      },
    },
  });
  await socket.classes.add(of(125_000));
  assert.match(ns.sh('tc class show dev v0'), /class htb 1:10 root prio 3 rate 1Mbit ceil 2Mbit burst 1600b/);
  await socket.classes.set(of(250_000));
  assert.match(ns.sh('tc class show dev v0'), /rate 2Mbit ceil 4Mbit/);
  ns.sh('ip address add 10.0.0.1/24 dev v0; ip neighbour add 10.0.0.2 lladdr 02:00:00:00:00:02 dev v0');
  ns.run('ping', '-c', '2', '-i', '0.01', '-W', '0.1', '10.0.0.2');
  const [made] = await socket.classes.list({ index });
  assert.equal(formatHandle(made?.handle ?? 0), '1:10');
  assert.equal((made?.stats2?.basic?.packets ?? 0) >= 2, true);
  const app = made?.stats2?.app ?? new Uint8Array();
  assert.equal(htbStats.get(new Block(app), 0, app.length).giants, 0);
  await socket.classes.delete({ index, handle: parseHandle('1:10') });
  assert.equal(ns.sh('tc class show dev v0'), '');
  const heard: (number | undefined)[] = [];
  while (heard.length < 5) heard.push((await events.next()).value?.type);
  assert.deepEqual(heard, [RTM.DELQDISC, RTM.NEWQDISC, RTM.NEWTCLASS, RTM.NEWTCLASS, RTM.DELTCLASS]);
});

test('what tc made is read: a tree of hfsc with a queue of its own', {
  skip: without('qdiscs'),
}, async (t) => {
  const { ns, socket, index } = await device(t);
  ns.sh(`
    tc qdisc add dev v0 root handle 1: hfsc default 2
    tc class add dev v0 parent 1: classid 1:2 hfsc sc m1 2mbit d 10ms m2 1mbit
    tc qdisc add dev v0 parent 1:2 handle 20: fq_codel limit 77
  `);
  const [top, below] = (await socket.qdiscs.list({ index })).sort(
    (a, b) => (a.handle ?? 0) - (b.handle ?? 0),
  );
  assert.deepEqual([top?.kind, top?.options], ['hfsc', { defcls: 2 }]);
  assert.deepEqual([below?.kind, formatHandle(below?.parent ?? 0)], ['fq_codel', '1:2']);
  assert.equal(below?.kind === 'fq_codel' ? below.options?.limit : undefined, 77);
  const found = (await socket.classes.list({ index })).find(({ handle }) => handle === parseHandle('1:2'));
  assert.deepEqual(found?.kind === 'hfsc' ? found.options : undefined, { rsc: curve, fsc: curve });
  const app = below?.stats2?.app ?? new Uint8Array();
  assert.equal(fqCodelStats.get(new Block(app), 0, app.length).dropOverlimit, 0);
});

test('clsact is there beside another one, and an unknown kind is refused by its name', async (t) => {
  const { ns, socket, index } = await device(t);
  await socket.qdiscs.add({
    index,
    parent: parseHandle('clsact'),
    handle: parseHandle('ffff:'),
    kind: 'clsact',
  });
  assert.match(ns.sh('tc qdisc show dev v0'), /qdisc clsact ffff: parent ffff:fff1/);
  const found = (await socket.qdiscs.list({ index })).find(({ kind }) => kind === 'clsact');
  assert.deepEqual([found?.handle, found?.parent], [parseHandle('ffff:'), parseHandle('clsact')]);
  await assert.rejects(socket.qdiscs.add({ index, parent: root, kind: 'none-such' }), {
    code: 'ENOENT',
  });
});
