import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, diff, stepText } from './support/apply.ts';
import { makeNamespace, type Namespace, type Shown } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { applyInOnePass } from './support/one-pass.ts';
import { assertDone, config, nl } from './support/program.ts';
import { roundTrip } from './support/round-trip.ts';

const HTB = { skip: without('qdiscs') ?? without('htb') };

const eth0 = (...keys: readonly string[]): string => network(`ethernets: {eth0: {${keys.join(', ')}}}`);

/** What tc shows, by handles or places. */
const tc = (ns: Namespace, what: string, device = 'eth0'): readonly Shown[] =>
  JSON.parse(ns.sh(`tc -j -d ${what} show dev ${device}`)) as readonly Shown[];

const classes = (ns: Namespace, device?: string): Readonly<Record<string, Shown>> =>
  Object.fromEntries(tc(ns, 'class', device).map((one) => [String(one['handle']), one]));

const qdiscs = (ns: Namespace, device?: string): readonly string[] =>
  tc(ns, 'qdisc', device)
    .map(({ parent = 'root', kind }) => `${parent} ${kind}`)
    .sort();

/** All without what differs by itself: flows, which are classes of a kind, statistics, and the numbers that the kernel gives. */
const allOf = (ns: Namespace): readonly string[] =>
  ns
    .sh('tc qdisc show dev eth0; tc class show dev eth0')
    .split('\n')
    .filter((line) => !line.includes('class fq_codel'))
    .map((line) => line.replace(/direct_packets_stat \d+|80[0-9a-f]{2}:/g, ''))
    .sort();

const filtersOf = (ns: Namespace): string => ns.sh('tc filter show dev eth0');

async function withNic(t: Parameters<typeof makeNamespace>[0]): Promise<Namespace> {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  return ns;
}

const ROOT = 'qdisc: {kind: htb, default: 20}';
const CLASSES =
  'classes: [{id: "1:1", rate: 100Mbit}, {id: "1:10", parent: "1:1", rate: 333kbit, ceil: 100Mbit, priority: 1}, {id: "1:20", parent: "1:1", rate: 20Mbit}]';
const QDISCS =
  'qdiscs: [{parent: "1:10", kind: fq_codel}, {parent: "1:20", kind: prio, handle: "20:"}, {parent: "20:2", kind: sfq}]';

test(
  'a tree of classes is made, changed in place, and goes when it is no longer declared',
  HTB,
  async (t) => {
    const ns = await withNic(t);
    const before = qdiscs(ns);
    await applyInOnePass(ns, eth0(ROOT, CLASSES, QDISCS));
    assert.deepEqual(qdiscs(ns), ['1:10 fq_codel', '1:20 prio', '20:2 sfq', 'root htb']);
    const made = classes(ns);
    assert.deepEqual(
      ['1:1', '1:10', '1:20'].map((id) => [made[id]?.['parent'], made[id]?.['rate'], made[id]?.['ceil']]),
      [
        [undefined, 12_500_000, 12_500_000],
        ['1:1', 41_625, 12_500_000],
        ['1:1', 2_500_000, 2_500_000],
      ],
    );
    assert.deepEqual([made['1:10']?.['prio'], made['1:10']?.['burst']], [1, 1600]);
    // What is sent meanwhile shows that the discipline stays.
    ns.sh('ip addr add 192.0.2.1/24 dev eth0; ping -c 1 -W 1 192.0.2.2 || true');
    const leaf = tc(ns, 'qdisc').find(({ parent }) => parent === '1:10')?.['handle'];
    await applyInOnePass(
      ns,
      eth0(
        ROOT,
        CLASSES.replace('333kbit', '777kbit').replace('priority: 1', 'burst: 20kb'),
        QDISCS.replace('sfq', 'bfifo'),
      ),
    );
    assert.deepEqual(
      [classes(ns)['1:10']?.['rate'], classes(ns)['1:10']?.['burst'], classes(ns)['1:10']?.['prio']],
      [97_125, 20_480, 0],
    );
    assert.equal(tc(ns, 'qdisc').find(({ parent }) => parent === '1:10')?.['handle'], leaf);
    assert.deepEqual(qdiscs(ns), ['1:10 fq_codel', '1:20 prio', '20:2 bfifo', 'root htb']);
    await applyInOnePass(ns, NOTHING);
    assert.deepEqual(qdiscs(ns), before);
  },
);

test('what cannot change in place is made anew with all that is below, in the same run', HTB, async (t) => {
  const ns = await withNic(t);
  await applyInOnePass(ns, eth0(ROOT, CLASSES, QDISCS));
  await applyInOnePass(ns, eth0('qdisc: {kind: htb, default: 20, r2q: 5}', CLASSES, QDISCS));
  assert.deepEqual(qdiscs(ns), ['1:10 fq_codel', '1:20 prio', '20:2 sfq', 'root htb']);
  assert.equal(Object.keys(classes(ns)).length, 6);
  // A class with another parent.
  await applyInOnePass(ns, eth0(ROOT, CLASSES.replace('id: "1:20", parent: "1:1"', 'id: "1:20"'), QDISCS));
  assert.equal(classes(ns)['1:20']?.['root'], true);
  assert.deepEqual(qdiscs(ns), ['1:10 fq_codel', '1:20 prio', '20:2 sfq', 'root htb']);
  // A class in which packets waited gets classes below, and the other way round.
  const deeper = CLASSES.replace(/\]$/, ', {id: "1:11", parent: "1:10", rate: 100kbit}]').replace(
    ', priority: 1',
    '',
  );
  await applyInOnePass(ns, eth0(ROOT, deeper, 'qdiscs: [{parent: "1:11", kind: pfifo}]'));
  assert.deepEqual(qdiscs(ns), ['1:11 pfifo', 'root htb']);
  await applyInOnePass(ns, eth0(ROOT, CLASSES, QDISCS));
  // Another number of the discipline.
  await applyInOnePass(
    ns,
    eth0(
      'qdisc: {kind: htb, handle: "2:"}',
      'classes: [{id: "2:1", rate: 1Mbit}]',
      'qdiscs: [{parent: "2:1", kind: pfifo}]',
    ),
  );
  assert.deepEqual(qdiscs(ns), ['2:1 pfifo', 'root htb']);
  await applyInOnePass(ns, eth0('qdisc: prio', 'qdiscs: [{parent: "1:3", kind: bfifo, limit: 9kb}]'));
  assert.deepEqual(qdiscs(ns), ['1:3 bfifo', 'root prio']);
  await applyInOnePass(ns, eth0('qdisc: drr', 'classes: [{id: "1:1"}, {id: "1:2", quantum: 900}]'));
  assert.match(ns.sh('tc class show dev eth0'), /class drr 1:2 .*quantum 900b/);
  await applyInOnePass(ns, eth0('qdisc: fq_codel'));
  assert.deepEqual(qdiscs(ns), ['root fq_codel']);
});

test(
  'rates are kept that 32 bits do not hold, and bursts that are no whole number of ticks',
  HTB,
  async (t) => {
    const ns = await withNic(t);
    for (const rate of ['8bit', '333kbit', '999999937bit', '9.9Gbit', '34.4Gbit', '41Gbit', '400Gbit'])
      await applyInOnePass(
        ns,
        eth0(
          'qdisc: htb',
          `classes: [{id: "1:1", rate: ${rate}${rate === '8bit' ? ', burst: 200b, cburst: 200b' : ''}}]`,
        ),
      );
    assert.equal(classes(ns)['1:1']?.['rate'], 50_000_000_000);
    await roundTrip(ns);
  },
);

test(
  'drift is seen and mended, and what an administrator has added to declared classes goes',
  HTB,
  async (t) => {
    const ns = await withNic(t);
    const file = eth0(ROOT, CLASSES, QDISCS);
    await applyInOneRun(ns, file);
    ns.sh(`
    tc class change dev eth0 parent 1:1 classid 1:10 htb rate 1mbit
    tc class add dev eth0 parent 1: classid 1:99 htb rate 1mbit
    tc qdisc add dev eth0 parent 1:99 handle 99: pfifo
    tc qdisc del dev eth0 parent 1:20
  `);
    assert.equal((await diff(ns, file)).steps.length, 1);
    await applyInOnePass(ns, file);
    assert.deepEqual(qdiscs(ns), ['1:10 fq_codel', '1:20 prio', '20:2 sfq', 'root htb']);
    assert.equal(classes(ns)['1:99'], undefined);
    ns.sh('tc qdisc del dev eth0 root');
    await applyInOnePass(ns, file);
  },
);

test(
  'what others have below the root stays where nothing is declared of it, and comes back where it was',
  HTB,
  async (t) => {
    const ns = await withNic(t);
    ns.sh(`
    tc qdisc add dev eth0 root handle 1: htb default 30
    tc class add dev eth0 parent 1: classid 1:1 htb rate 5mbit
    tc class add dev eth0 parent 1:1 classid 1:30 htb rate 1mbit ceil 5mbit prio 2
    tc qdisc add dev eth0 parent 1:30 handle 30: fq_codel limit 500
  `);
    const theirs = allOf(ns);
    await applyInOneRun(ns, eth0('alias: x'));
    assert.deepEqual(allOf(ns), theirs);
    const { plan } = await apply(ns, eth0('qdisc: fq_codel'));
    assert.deepEqual(
      plan.problems.map(({ code }) => code),
      ['foreign-qdisc'],
    );
    assert.deepEqual(allOf(ns), theirs);
    await applyInOneRun(ns, eth0(ROOT, CLASSES, QDISCS));
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(allOf(ns), theirs);
    await roundTrip(ns);
  },
);

test('a run that fails later is taken back, with all that was below', HTB, async (t) => {
  const ns = await withNic(t);
  makeNics(ns, 'eth1');
  const before = eth0(ROOT, CLASSES, QDISCS);
  await applyInOneRun(ns, before);
  const shown = allOf(ns);
  const { failures } = await apply(
    ns,
    network('ethernets: {eth0: {qdisc: prio, qdiscs: [{parent: "1:1", kind: pfifo}]}, eth1: {mtu: 65575}}'),
  );
  assert.equal(failures.length > 0, true);
  assert.deepEqual(allOf(ns), shown);
  assert.deepEqual((await diff(ns, before)).steps.map(stepText), []);
});

test('a new link comes with its classes, and one that is made anew has them again', HTB, async (t) => {
  const ns = await makeNamespace(t);
  const pair = (more: string): string =>
    network(`virtual-ethernets: {a: {peer: b, ${ROOT}, ${CLASSES}, ${QDISCS}${more}}, b: {}}`);
  await applyInOnePass(ns, pair(''));
  assert.deepEqual(qdiscs(ns, 'a'), ['1:10 fq_codel', '1:20 prio', '20:2 sfq', 'root htb']);
  await applyInOneRun(ns, pair(', transmit-queues: 4'), { allowRecreate: true });
  assert.deepEqual(qdiscs(ns, 'a'), ['1:10 fq_codel', '1:20 prio', '20:2 sfq', 'root htb']);
  await applyInOnePass(ns, network('virtual-ethernets: {a: {peer: b, transmit-queues: 4}, b: {}}'));
  assert.deepEqual(classes(ns, 'a'), {});
});

test('a discipline of several queues has others in its classes', HTB, async (t) => {
  const ns = await makeNamespace(t);
  await applyInOnePass(
    ns,
    network(
      'virtual-ethernets: {a: {peer: b, transmit-queues: 3, qdisc: {kind: mq, handle: "7:"}, qdiscs: [{parent: "7:2", kind: fq, maxrate: 1Gbit}]}, b: {}}',
    ),
  );
  assert.deepEqual(
    tc(ns, 'qdisc', 'a')
      .filter(({ kind }) => kind === 'fq' || kind === 'mq')
      .map(({ kind, handle, parent = 'root' }) => `${parent} ${kind === 'mq' ? `${kind} ${handle}` : kind}`)
      .sort(),
    ['7:2 fq', 'root mq 7:'],
  );
});

test('a quantum that is no longer declared follows from the rate again', HTB, async (t) => {
  const ns = await withNic(t);
  const quanta = (): readonly unknown[] => ['1:1', '1:2'].map((id) => classes(ns)[id]?.['quantum']);
  const tree = (r2q: number, ...more: readonly string[]): string =>
    eth0(`qdisc: {kind: htb, r2q: ${r2q}}`, `classes: [${more.join(', ')}]`);
  await applyInOnePass(ns, tree(9, '{id: "1:1", rate: 1Mbit, quantum: 5000}', '{id: "1:2", rate: 333kbit}'));
  assert.deepEqual(quanta(), [5000, 4625]);
  assert.doesNotMatch(await roundTrip(ns), /quantum: 4625/);
  await applyInOnePass(ns, tree(9, '{id: "1:1", rate: 1Mbit}', '{id: "1:2", rate: 333kbit}'));
  assert.deepEqual(quanta(), [13_888, 4625]);
  const below = '{id: "1:3", parent: "1:1", rate: 1kbit}';
  await applyInOnePass(ns, tree(9, '{id: "1:1", rate: 2Mbit}', '{id: "1:2", rate: 8Gbit}', below));
  await applyInOnePass(ns, tree(9, '{id: "1:1", rate: 2Mbit}', '{id: "1:2", rate: 8kbit}'));
  assert.deepEqual(quanta(), [27_777, 1000]);
});

test('a tree is shown, and taken back by command', HTB, async (t) => {
  const ns = await withNic(t);
  const before = qdiscs(ns);
  assertDone(nl(ns, [config(ns, eth0(ROOT, CLASSES, QDISCS))]));
  const text = await roundTrip(ns);
  assert.match(text, /- id: 1:10\n +parent: 1:1\n +rate: 333Kbit\n +ceil: 100Mbit\n +priority: 1\n/);
  assert.match(text, /- parent: 20:2\n +kind: sfq\n/);
  assertDone(nl(ns, ['rollback']));
  assert.deepEqual(qdiscs(ns), before);
});

test(
  'a discipline that is no longer declared stays as long as others have something below it',
  HTB,
  async (t) => {
    const ns = await withNic(t);
    const root = eth0('qdisc: {kind: htb, default: 30}');
    const add =
      'tc class add dev eth0 parent 1: classid 1:30 htb rate 1mbit; tc filter add dev eth0 parent 1: matchall classid 1:30';
    assertDone(nl(ns, [config(ns, root)]));
    ns.sh(add);
    const theirs = allOf(ns);
    const { plan } = await applyInOneRun(ns, NOTHING);
    assert.deepEqual(
      plan.problems.map(({ code, severity }) => `${severity} ${code}`),
      ['warning foreign-qdisc'],
    );
    assert.deepEqual(allOf(ns), theirs);
    ns.sh('tc qdisc del dev eth0 root');
    assertDone(nl(ns, [config(ns, root)]));
    ns.sh(add);
    const { stderr } = assertDone(nl(ns, ['rollback']));
    assert.match(stderr, /eth0 keeps its queueing discipline htb/);
    assert.deepEqual(allOf(ns), theirs);
  },
);

test('classes are seen beside netem, at which the kernel ends a list of all', HTB, async (t) => {
  const ns = await withNic(t);
  await applyInOnePass(
    ns,
    eth0(
      ROOT.replace(', default: 20', ''),
      'classes: [{id: "1:1", rate: 1Mbit}, {id: "4:2", rate: 2Mbit}, {id: "4:8", parent: "4:2", rate: 300kbit}]',
      'qdiscs: [{parent: "1:1", kind: htb, handle: "4:"}, {parent: "4:8", kind: netem, delay: 3ms}]',
    ),
  );
  assert.deepEqual(qdiscs(ns), ['1:1 htb', '4:8 netem', 'root htb']);
  await roundTrip(ns);
});

test(
  'with a root goes what others have changed below it, and nothing of it is tried again',
  HTB,
  async (t) => {
    const ns = await withNic(t);
    const tree = [
      'qdisc: {kind: prio, bands: 5}',
      'classes: [{id: "7:4", rate: 1Mbit}]',
      'qdiscs: [{parent: "1:2", kind: codel}, {parent: "1:4", kind: htb, handle: "7:"}]',
      'filters: [{parent: "1:", kind: fw, mark: 3, class: "1:1"}, {parent: "7:", kind: matchall, class: "7:4"}]',
    ];
    const drifts = [
      'tc qdisc replace dev eth0 parent 1:3 handle 3: sfq',
      'tc class change dev eth0 parent 7: classid 7:4 htb rate 2mbit',
      'tc filter add dev eth0 parent 1: pref 9 matchall classid 1:2',
    ];
    for (const drift of drifts) {
      await applyInOneRun(ns, eth0(...tree));
      ns.sh(drift);
      await applyInOneRun(ns, eth0('qdisc: fq_codel'));
      assert.deepEqual(qdiscs(ns), ['root fq_codel']);
    }
  },
);

test('filters at disciplines of which nothing is declared are drift as well', HTB, async (t) => {
  const ns = await withNic(t);
  ns.sh(`
    tc qdisc add dev eth0 root handle 1: prio
    tc qdisc add dev eth0 parent 1:1 handle 20: prio
    tc filter add dev eth0 parent 20: pref 4 matchall classid 20:1
  `);
  const file = eth0('qdisc: prio', 'filters: [{parent: "1:", kind: matchall, class: "1:1"}]');
  await applyInOnePass(ns, file);
  assert.equal(ns.sh('tc filter show dev eth0 parent 20:').trim(), '');
  assert.deepEqual(qdiscs(ns), ['1:1 prio', 'root prio']);
  await applyInOnePass(ns, NOTHING);
  assert.match(ns.sh('tc filter show dev eth0 parent 20:'), /flowid 20:1/);
});

test('beside a root of others nothing below the declared one is tried', HTB, async (t) => {
  const ns = await withNic(t);
  ns.sh(`
    tc qdisc add dev eth0 root handle 1: prio
    tc filter add dev eth0 parent 1: pref 4 matchall classid 1:2
  `);
  const theirs = allOf(ns);
  const { plan, failures } = await apply(ns, eth0(ROOT, CLASSES, QDISCS));
  assert.deepEqual([plan.problems.map(({ code }) => code), failures], [['foreign-qdisc'], []]);
  assert.deepEqual(allOf(ns), theirs);
});

test('a run that is taken back brings back what others have changed below the root', HTB, async (t) => {
  const ns = await withNic(t);
  makeNics(ns, 'eth1');
  const tree = [ROOT, CLASSES, QDISCS, 'filters: [{parent: "1:", kind: fw, mark: 3, class: "1:10"}]'];
  const drifts = [
    'tc class change dev eth0 parent 1:1 classid 1:10 htb rate 5mbit',
    'tc class add dev eth0 parent 1:1 classid 1:77 htb rate 3mbit; tc filter add dev eth0 parent 1: pref 9 handle 9 fw classid 1:77',
    'tc qdisc replace dev eth0 parent 1:10 handle 10: prio; tc qdisc add dev eth0 parent 10:1 handle 11: sfq perturb 10',
    'tc filter add dev eth0 parent 1: pref 9 matchall classid 1:20',
  ];
  const roots = ['qdisc: fq_codel', `qdisc: {kind: htb, r2q: 5}, ${CLASSES}`];
  for (const drift of drifts)
    for (const root of roots) {
      await applyInOneRun(ns, eth0(...tree));
      ns.sh(drift);
      const theirs = [allOf(ns), filtersOf(ns)];
      const failed = await apply(ns, network(`ethernets: {eth0: {${root}}, eth1: {mtu: 65575}}`));
      assert.deepEqual([failed.failures.length, failed.remaining], [1, []]);
      assert.deepEqual([allOf(ns), filtersOf(ns)], theirs, `${drift}, then ${root}`);
      await applyInOneRun(ns, NOTHING);
    }
});

test('filters of others that cannot be said here keep the root below which they are', HTB, async (t) => {
  const ns = await withNic(t);
  const filters = 'filters: [{parent: "1:", kind: fw, mark: 3, class: "1:10"}]';
  await applyInOneRun(ns, eth0(ROOT, CLASSES, filters));
  ns.sh('tc filter add dev eth0 parent 1: pref 9 basic classid 1:20');
  const theirs = [allOf(ns), filtersOf(ns)];
  for (const file of [eth0('qdisc: fq_codel'), eth0(ROOT.replace('}', ', r2q: 5}'), CLASSES, filters)]) {
    const { plan } = await apply(ns, file);
    assert.deepEqual(
      plan.problems.map(({ code, severity }) => `${severity} ${code}`),
      ['error foreign-qdisc'],
    );
    assert.match(filtersOf(ns), /pref 9 basic/);
  }
  await applyInOneRun(ns, eth0(ROOT, CLASSES, filters));
  assert.deepEqual([allOf(ns), filtersOf(ns)], theirs);
});

test(
  'a run is taken back though a discipline of others that it replaced cannot be made again',
  HTB,
  async (t) => {
    const ns = await withNic(t);
    makeNics(ns, 'eth1');
    await applyInOneRun(ns, eth0(ROOT, CLASSES, QDISCS));
    const before = allOf(ns);
    const theirs = 'tc qdisc replace dev eth0 parent 1:10 handle 10: gred setup DPs 4 default 2';
    ns.sh(theirs);
    const [failing, other] = [
      'eth1: {mtu: 65575}',
      `eth0: {${ROOT}, ${CLASSES}, ${QDISCS.replace('sfq', 'pfifo')}}`,
    ];
    const failed = await apply(ns, network(`ethernets: {${other}, ${failing}}`));
    assert.deepEqual([failed.failures.length, failed.remaining], [1, []]);
    assert.deepEqual(qdiscs(ns), ['1:20 prio', '20:2 sfq', 'root htb']);
    await applyInOnePass(ns, eth0(ROOT, CLASSES, QDISCS));
    assert.deepEqual(allOf(ns), before);
  },
);

test(
  'a discipline with one band has another in it, which stays as it is when the outer one changes',
  HTB,
  async (t) => {
    const ns = await withNic(t);
    const shaped = (limit: string, ...inner: readonly string[]): string =>
      eth0(
        `qdisc: {kind: tbf, handle: "1:", rate: 1Mbit, burst: 5Kb, limit: ${limit}}`,
        `qdiscs: [{parent: "1:1", ${inner.join(', ')}}]`,
      );
    await applyInOnePass(ns, shaped('9Kb', 'kind: netem', 'handle: "2:"', 'delay: 5ms'));
    assert.deepEqual(qdiscs(ns), ['1:1 netem', 'root tbf']);
    await roundTrip(ns);
    await applyInOnePass(ns, shaped('20Kb', 'kind: netem', 'handle: "2:"', 'delay: 7ms'));
    assert.deepEqual(qdiscs(ns), ['1:1 netem', 'root tbf']);
    for (const [limit, inner] of [
      ['20Kb', 'limit: 7'],
      ['30Kb', 'limit: 7'],
      ['40Kb', 'handle: "3:"'],
      ['50Kb', 'handle: "3:"'],
    ] as const) {
      await applyInOnePass(ns, shaped(limit, 'kind: pfifo', inner));
      const fifo = tc(ns, 'qdisc').find(({ kind }) => kind === 'pfifo');
      assert.deepEqual(fifo?.['options'], { limit: inner === 'limit: 7' ? 7 : 1000 }, limit);
    }
    // What others have put there is not lost.
    await applyInOnePass(ns, eth0('qdisc: {kind: tbf, handle: "1:", rate: 1Mbit, burst: 5Kb, limit: 9Kb}'));
    ns.sh('tc qdisc replace dev eth0 parent 1:1 handle 7: fq_codel');
    const { plan } = await apply(ns, eth0('qdisc: fq_codel'));
    assert.deepEqual(
      plan.problems.map(({ code }) => code),
      ['foreign-qdisc'],
    );
    assert.deepEqual(qdiscs(ns), ['1:1 fq_codel', 'root tbf']);
  },
);

test('a discipline in one that is made again with each change is made again as well', HTB, async (t) => {
  const ns = await withNic(t);
  for (const outer of [
    'red, limit: 60Kb',
    'red, limit: 90Kb, ecn: true',
    'sfb',
    'sfb, max: 9',
    'cbs',
    'cbs, hicredit: 3',
  ]) {
    const inner = 'qdiscs: [{parent: "1:1", kind: fq_codel, limit: 77}]';
    await applyInOnePass(ns, eth0(`qdisc: {kind: ${outer}, handle: 1}`, inner));
    assert.match(ns.sh('tc qdisc show dev eth0'), /fq_codel .* parent 1:1 limit 77p/, outer);
  }
});

test('classes of hfsc have curves, which change in place, and are made anew without one', HTB, async (t) => {
  const ns = await withNic(t);
  const tree = (first: string, ...others: readonly string[]): string =>
    eth0(
      'qdisc: {kind: hfsc, default: 20}',
      `classes: [{id: "1:1", ls-m2: 10Mbit, ul-m2: 10Mbit}, {id: "1:10", parent: "1:1", ${first}}, {id: "1:20", parent: "1:1", ls-m2: 333kbit}]`,
      'qdiscs: [{parent: "1:10", kind: fq_codel}]',
      ...others,
    );
  const filters = 'filters: [{parent: "1:", kind: fw, mark: 3, class: "1:10"}]';
  // Of hfsc tc writes no JSON.
  const leaf = (): string | undefined => /.* parent 1:10 /.exec(ns.sh('tc qdisc show dev eth0'))?.[0];
  const shown = (): string =>
    /1:10 parent 1:1 (?:leaf [^ ]* )?(.*)/.exec(ns.sh('tc class show dev eth0'))?.[1]?.trim() ?? '';
  await applyInOnePass(
    ns,
    tree('rt-m1: 5Mbit, rt-d: 10ms, rt-m2: 777kbit, ls-m2: 1Mbit, ul-m2: 34359738360bit', filters),
  );
  assert.equal(
    shown(),
    'rt m1 5Mbit d 10ms m2 777Kbit ls m1 0bit d 0us m2 1Mbit ul m1 0bit d 0us m2 34359Mbit',
  );
  assert.match(await roundTrip(ns), /kind: hfsc\n +default: "?20"?\n[\s\S]*rt-m1: 5Mbit\n +rt-d: 10ms/);
  const made = leaf();
  await applyInOnePass(
    ns,
    tree('rt-m2: 8bit, ls-m1: 3kbit, ls-d: 4294967295us, ls-m2: 999999937bit, ul-m2: 2Mbit', filters),
  );
  assert.equal(
    shown(),
    'rt m1 0bit d 0us m2 8bit ls m1 3Kbit d 4.29e+03s m2 999999Kbit ul m1 0bit d 0us m2 2Mbit',
  );
  assert.equal(leaf(), made);
  await applyInOnePass(ns, tree('ls-m2: 1Mbit', filters));
  assert.equal(shown(), 'ls m1 0bit d 0us m2 1Mbit');
  assert.match(leaf() ?? '', /fq_codel/);
  assert.match(filtersOf(ns), /handle 0x3 classid 1:10/);
  await applyInOnePass(
    ns,
    eth0(
      'qdisc: {kind: hfsc, default: 1}',
      'classes: [{id: "1:1", rt-m2: 10Mbit}]',
      'qdiscs: []',
      'filters: []',
    ),
  );
  await applyInOnePass(ns, tree('rt-m2: 1Mbit', filters));
  const handle = /hfsc (.*) refcnt/.exec(ns.sh('tc qdisc show dev eth0'))?.[1];
  await applyInOnePass(ns, eth0('qdisc: hfsc', 'classes: [{id: "1:1", ls-m2: 10Mbit}]', 'qdiscs: []'));
  assert.match(ns.sh('tc qdisc show dev eth0'), new RegExp(`hfsc ${handle} refcnt \\d+ *\\n`));
  await applyInOnePass(ns, NOTHING);
  assert.equal(ns.sh('tc class show dev eth0'), '');
});

test('classes of qfq have weights', HTB, async (t) => {
  const ns = await withNic(t);
  const tree = (first: string): string =>
    eth0('qdisc: qfq', `classes: [{id: "1:1"${first}}, {id: "1:2", weight: 1023}]`);
  const shown = (): readonly unknown[] =>
    ['1:1', '1:2'].map(
      (id) => new RegExp(`${id} .*(weight \\d+ maxpkt \\d+)`).exec(ns.sh('tc class show dev eth0'))?.[1],
    );
  await applyInOnePass(ns, tree(', weight: 7, lmax: 2000'));
  assert.deepEqual(shown(), ['weight 7 maxpkt 2000', 'weight 1023 maxpkt 1514']);
  await roundTrip(ns);
  await applyInOnePass(ns, tree(', lmax: 512'));
  assert.deepEqual(shown(), ['weight 1 maxpkt 512', 'weight 1023 maxpkt 1514']);
});

test('a class stays as it is while others have a discipline in it that would go with it', HTB, async (t) => {
  const ns = await withNic(t);
  makeNics(ns, 'eth1');
  const tree = eth0(ROOT, CLASSES);
  const put = 'tc qdisc add dev eth0 parent 1:10 handle 10: fq_codel limit 500';
  const told = ({ plan }: Awaited<ReturnType<typeof apply>>): readonly string[] =>
    plan.problems.map(({ code, severity }) => `${severity} ${code}`);
  await applyInOneRun(ns, tree);
  ns.sh(put);
  // Changes in place leave it alone.
  await applyInOneRun(ns, eth0(ROOT, CLASSES.replace('333kbit', '777kbit')));
  assert.match(ns.sh('tc qdisc show dev eth0'), /fq_codel 10: parent 1:10 limit 500p/);
  await applyInOneRun(ns, tree);
  const theirs = allOf(ns);
  for (const other of [
    CLASSES.replace('parent: "1:1", rate: 333kbit', 'rate: 333kbit'),
    CLASSES.replace(/ {id: "1:10"[^}]*},/, ''),
    CLASSES.replace(', priority: 1', '').replace(/\]$/, ', {id: "1:11", parent: "1:10", rate: 100kbit}]'),
  ]) {
    const result = await apply(ns, eth0(ROOT, other));
    assert.deepEqual([told(result), result.failures], [['error foreign-qdisc'], []], other);
    assert.match(result.plan.problems[0]?.message ?? '', /fq_codel in the class 1:10 of eth0/);
    assert.equal(result.plan.problems[0]?.source?.file, 'test.yaml');
    assert.deepEqual(allOf(ns), theirs, other);
  }
  // Where it is declared what there is in classes, it goes.
  await applyInOnePass(
    ns,
    eth0(ROOT, CLASSES.replace('parent: "1:1", rate: 333kbit', 'rate: 333kbit'), 'qdiscs: []'),
  );
  assert.deepEqual(qdiscs(ns), ['root htb']);
  // Then it comes back, and stays where the classes are no longer declared.
  await applyInOneRun(ns, tree);
  assert.deepEqual(allOf(ns), theirs);
  assert.deepEqual(told(await applyInOneRun(ns, NOTHING)), ['warning foreign-qdisc']);
  assert.deepEqual(allOf(ns), theirs);
  ns.sh('tc qdisc del dev eth0 root');
  // A filter of others keeps the root, and the class into which it leads.
  await applyInOneRun(ns, tree);
  ns.sh('tc filter add dev eth0 parent 1: matchall classid 1:10');
  assert.deepEqual(told(await applyInOneRun(ns, NOTHING)), ['warning foreign-qdisc']);
  assert.match(filtersOf(ns), /flowid 1:10/);
  assert.notEqual(classes(ns)['1:20'], undefined);
  ns.sh('tc qdisc del dev eth0 root');
  // The same with a run that is taken back.
  assertDone(
    nl(ns, [config(ns, eth0(ROOT, CLASSES.replace('parent: "1:1", rate: 333kbit', 'rate: 333kbit')))]),
  );
  assertDone(nl(ns, [config(ns, tree)]));
  ns.sh(put);
  const { stderr } = assertDone(nl(ns, ['rollback']));
  assert.match(stderr, /eth0 keeps its classes/);
  assert.deepEqual(allOf(ns), theirs);
});
