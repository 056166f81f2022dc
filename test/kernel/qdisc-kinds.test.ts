import assert from 'node:assert/strict';
import { test } from 'node:test';
import { qdiscKinds } from '../../src/model/language/qdiscs/kinds.ts';
import { makeNamespace, type Namespace, type Shown } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { applyInOnePass } from './support/one-pass.ts';
import { roundTrip } from './support/round-trip.ts';

/** Options as they are declared, and what tc shows of them. */
type Said = readonly [options: string, shown: Shown];
/** The kind alone, then its options, and then others of them. */
type Case = readonly [kind: string, first: Said, second: Said, ...more: readonly Said[]];

const CASES: readonly Case[] = [
  [
    'cake',
    [
      '',
      { bandwidth: 'unlimited', diffserv: 'diffserv3', flowmode: 'triple-isolate', raw: true, rtt: 100_000 },
    ],
    [
      'bandwidth: 50Mbit, rtt: 20ms, diffserv: diffserv4, flow-mode: dual-srchost, nat: true, wash: true, ingress: true, ack-filter: aggressive, split-gso: false, overhead: 18, mpu: 64, atm: ptm, memlimit: 8Mb, fwmark: 0xff',
      {
        ...{ bandwidth: 6_250_000, rtt: 20_000, diffserv: 'diffserv4', flowmode: 'dual-srchost', nat: true },
        ...{ wash: true, ingress: true, 'ack-filter': 'aggressive', split_gso: false, overhead: 18, mpu: 64 },
        ...{ atm: 'ptm', memlimit: 8_388_608, fwmark: '0xff' },
      },
    ],
    [
      'bandwidth: 20Gbit, overhead: -4',
      { bandwidth: 2_500_000_000, overhead: -4, diffserv: 'diffserv3', nat: false },
    ],
    [
      'bandwidth: 999999999999999bps, overhead: -64, mpu: 256, fwmark: 0xffffffff, memlimit: 4294967295',
      { bandwidth: 999_999_999_999_999, overhead: -64, mpu: 256, memlimit: 4_294_967_295 },
    ],
    ['rtt: 1us', { rtt: 1 }],
    ['', { bandwidth: 'unlimited', raw: true }],
  ],
  [
    'fq_codel',
    ['', { limit: 10_240, flows: 1024, quantum: 1514, target: 4999, memory_limit: 33_554_432, ecn: true }],
    [
      'limit: 100, quantum: 600, target: 10ms, interval: 200ms, memory-limit: 1Mb, ecn: false, ce-threshold: 2ms, drop-batch: 32',
      {
        limit: 100,
        flows: 1024,
        quantum: 600,
        target: 9999,
        interval: 199_999,
        memory_limit: 1_048_576,
        drop_batch: 32,
      },
    ],
    ['flows: 64, quantum: 600', { limit: 10_240, flows: 64, quantum: 600, ecn: true }],
    ['flows: 64, quantum: 700, limit: 9', { limit: 9, flows: 64, quantum: 700 }],
  ],
  [
    'fq',
    ['', { limit: 10_000, flow_limit: 100, buckets: 1024, quantum: 3028, initial_quantum: 15_140 }],
    [
      'limit: 500, flow-limit: 50, buckets: 256, orphan-mask: 255, quantum: 3000, initial-quantum: 9000, maxrate: 1Gbit, low-rate-threshold: 1Mbit, ce-threshold: 5ms, timer-slack: 20us, horizon: 2s, horizon-drop: false',
      {
        ...{
          limit: 500,
          flow_limit: 50,
          buckets: 256,
          orphan_mask: 255,
          quantum: 3000,
          initial_quantum: 9000,
        },
        ...{ maxrate: 125_000_000, low_rate_threshold: 125_000, ce_threshold: 5000, timer_slack: 20_000 },
        ...{ horizon: 2_000_000, horizon_cap: null },
      },
    ],
    [
      'buckets: 2, limit: 0, flow-limit: 0, orphan-mask: 0, quantum: 256, initial-quantum: 0, maxrate: 0, low-rate-threshold: 0, ce-threshold: 0, timer-slack: 0, horizon: 0',
      { buckets: 2, limit: 0, quantum: 256, maxrate: 0, horizon: 0 },
    ],
    [
      'buckets: 262144, quantum: 1Mb, initial-quantum: 1Mb, maxrate: 34359738352bit, horizon: 4294967295us',
      { buckets: 262_144, quantum: 1_048_576, initial_quantum: 1_048_576, maxrate: 4_294_967_294 },
    ],
    [
      'pacing: false',
      { limit: 10_000, buckets: 1024, pacing: false, horizon: 10_000_000, horizon_drop: null },
    ],
  ],
  [
    'codel',
    ['', { limit: 1000, target: 4999, interval: 99_999 }],
    ['limit: 50, target: 3ms, ecn: true, ce-threshold: 1ms', { limit: 50, ecn: true }],
    ['interval: 5043us', { limit: 1000, target: 4999 }],
  ],
  [
    'sfq',
    ['', { limit: 127, quantum: 1514, depth: 127, divisor: 1024 }],
    [
      'limit: 300, perturb: 10, quantum: 2000, depth: 20, divisor: 512, headdrop: true',
      { limit: 300, perturb: 10, quantum: 2000, depth: 20, divisor: 512, headdrop: true },
    ],
    ['flows: 500, limit: 1000', { limit: 1000, flows: 500, depth: 127 }],
    ['divisor: 65536, flows: 65408, limit: 8306816, quantum: 1Mb', { limit: 8_306_816, flows: 65_408 }],
    ['quantum: 256, perturb: 2147483, depth: 1', { quantum: 256, perturb: 2_147_483, depth: 1 }],
    ['limit: 50', { limit: 50 }],
  ],
  [
    'netem',
    ['', { limit: 1000 }],
    [
      'limit: 50, delay: 100ms, jitter: 10ms, delay-correlation: 25%, loss: 0.3%, loss-correlation: 20%, duplicate: 1%, corrupt: 0.1%, reorder: 25%, reorder-correlation: 50%, gap: 5, rate: 20Gbit, ecn: true',
      {
        limit: 50,
        delay: { delay: 0.1, jitter: 0.01, correlation: 0.25 },
        'loss-random': { loss: 0.003, correlation: 0.2 },
        duplicate: { duplicate: 0.01, correlation: 0 },
        corrupt: { corrupt: 0.001, correlation: 0 },
        reorder: { reorder: 0.25, correlation: 0.5 },
        gap: 5,
        ecn: true,
      },
    ],
    ['delay: 5ms, reorder: 10%', { limit: 1000, gap: 1, ecn: false }],
    ['delay: 5ms, gap: 3', { gap: 3 }],
    ['delay: 5ms, gap: 3, reorder: 0', { gap: 3 }],
    ['delay: 5ms, reorder: 100%, gap: 0', { gap: 0, reorder: { reorder: 1, correlation: 0 } }],
    ['delay: 0, jitter: 2147483647ns', { limit: 1000 }],
    ['delay: 9007199.254740991s', { delay: { delay: 9_007_200, jitter: 0, correlation: 0 } }],
    ['', { limit: 1000, gap: 0 }],
  ],
  [
    'tbf',
    ['rate: 1Mbit, burst: 5Kb, limit: 9Kb', { rate: 125_000 }],
    [
      'rate: 1Mbit, burst: 5Kb, limit: 9Kb, peakrate: 2Mbit, mtu: 1540, mpu: 64',
      { rate: 125_000, mtu: '1540b/1', mpu: 64 },
    ],
    ['rate: 40Gbit, burst: 5Mb, latency: 1ms', { rate: 5_000_000_000 }],
    // The longest bursts.
    ['rate: 8bit, burst: 274b, limit: 9Kb, peakrate: 16bit, mtu: 549', { rate: 1, mtu: '549b/1' }],
    ['rate: 999999999999999bps, burst: 5Mb, limit: 9Kb', { rate: 999_999_999_999_999 }],
    ['rate: 1Mbit, burst: 32Mb, latency: 0', { rate: 125_000, burst: '32Mb/1', lat: 0 }],
    ['rate: 8bit, burst: 274b, limit: 4294967295', { rate: 1, burst: '274b/1' }],
  ],
  ['pfifo', ['', { limit: 1000 }], ['limit: 7', { limit: 7 }]],
  ['bfifo', ['', { limit: 1_514_000 }], ['limit: 9Kb', { limit: 9216 }]],
  ['pfifo_fast', ['', { bands: 3 }], ['', { bands: 3 }]],
  [
    'htb',
    ['', { r2q: 10, default: '0', direct_qlen: 1000 }],
    ['handle: 7, r2q: 5, direct-qlen: 9', { r2q: 5, direct_qlen: 9 }],
    ['default: 1f', { r2q: 10, default: '0x1f' }],
  ],
  [
    'prio',
    ['', { bands: 3 }],
    ['bands: 16, priomap: "0 1 2 3 4 5 6 7 8 8 7 6 5 4 3 2"', { bands: 16 }],
    ['bands: 2, priomap: "0,0,0,0,0,0,0,0,1,1,1,1,1,1,1,1"', { bands: 2 }],
  ],
  ['drr', ['', {}], ['handle: "1f:"', {}]],
  ['qfq', ['', {}], ['handle: "1f:"', {}]],
  [
    'pie',
    ['', { limit: 1000, target: 15_000, alpha: 2, beta: 20 }],
    [
      'limit: 200, target: 7777us, alpha: 0, beta: 32, ecn: true, bytemode: true, dq-rate-estimator: true',
      { limit: 200, target: 7776, alpha: 0, beta: 32, ecn: true, bytemode: true },
    ],
    ['limit: 1, target: 1us', { limit: 1, target: 0, alpha: 2, beta: 20 }],
  ],
  [
    'fq_pie',
    [
      '',
      { limit: 10_240, flows: 1024, target: 15_000, quantum: 1514, memory_limit: 33_554_432, ecn_prob: 10 },
    ],
    [
      'limit: 500, flows: 64, target: 20ms, alpha: 32, beta: 0, quantum: 300, memory-limit: 1Mb, ecn-prob: 100, ecn: true, bytemode: true, dq-rate-estimator: true',
      { limit: 500, flows: 64, alpha: 32, beta: 0, quantum: 300, memory_limit: 1_048_576, ecn_prob: 100 },
    ],
    ['flows: 64, quantum: 1Mb, ecn-prob: 0', { limit: 10_240, flows: 64, quantum: 1_048_576, ecn_prob: 0 }],
  ],
  [
    'hhf',
    ['', { limit: 1000, quantum: 1514, hh_limit: 2048, reset_timeout: 40_000, non_hh_weight: 2 }],
    [
      'limit: 7, quantum: 3000, hh-limit: 9, reset-timeout: 100ms, admit-bytes: 64Kb, evict-timeout: 2s, non-hh-weight: 3',
      {
        ...{ limit: 7, quantum: 3000, hh_limit: 9, reset_timeout: 100_000, admit_bytes: 65_536 },
        ...{ evict_timeout: 2_000_000, non_hh_weight: 3 },
      },
    ],
    ['quantum: 1Mb, non-hh-weight: 1023', { limit: 1000, non_hh_weight: 1023 }],
  ],
  ['pfifo_head_drop', ['', { limit: 1000 }], ['limit: 7', { limit: 7 }]],
  ['skbprio', ['', { limit: 64 }], ['limit: 7', { limit: 7 }]],
  [
    'red',
    ['limit: 400Kb', { limit: 409_600, min: 34_133, max: 102_400, probability: 0.02 }],
    [
      'limit: 1Mb, min: 30Kb, max: 90Kb, probability: 10%, avpkt: 1500, burst: 55, bandwidth: 100Mbit, ecn: true, harddrop: true, nodrop: true',
      { limit: 1_048_576, min: 30_720, max: 92_160, probability: 0.1, ecn: true, nodrop: true },
    ],
    ['limit: 100Kb, adaptive: true, ewma: 9, scell-log: 20', { ewma: 9, Scell_log: 20, adaptive: true }],
    ['limit: 60Kb, min: 5Kb', { min: 5120, max: 15_360, ecn: false, adaptive: false, probability: 0.02 }],
  ],
  [
    'choke',
    ['limit: 1000', { limit: 1000, min: 83, max: 250, probability: 0.02 }],
    [
      'limit: 131071, min: 5, max: 90, burst: 20, bandwidth: 1Gbit, probability: 25%, ecn: true',
      { limit: 131_071, min: 5, max: 90, probability: 0.25, ecn: true },
    ],
    ['limit: 40, ewma: 27, scell-log: 0', { limit: 40, min: 3, max: 10, ewma: 27, Scell_log: 0 }],
  ],
  [
    'sfb',
    ['', { limit: 1000, max: 25, target: 20, rehash: 600_000_000, db: 60_000_000, penalty_rate: 10 }],
    [
      'limit: 500, max: 30, target: 22, rehash: 10s, db: 1500ms, increment: 1%, decrement: 0.1%, penalty-rate: 7, penalty-burst: 9',
      {
        ...{ limit: 500, max: 30, target: 22, rehash: 10_000_000, db: 1_500_000, increment: 0.009_995 },
        ...{ decrement: 0.001_007, penalty_rate: 7, penalty_burst: 9 },
      },
    ],
    ['increment: 0', { limit: 1000, increment: 0 }],
  ],
  [
    'ets',
    ['bands: 3', { bands: 3, strict: undefined, quanta: [1514, 1514, 1514], priomap: Array(16).fill(2) }],
    [
      'strict: 2, quanta: "3000, 2000", priomap: "0 1 2 3 3 2 1"',
      {
        ...{ bands: 4, strict: 2, quanta: [3000, 2000] },
        priomap: [0, 1, 2, 3, 3, 2, 1, ...Array<number>(9).fill(3)],
      },
    ],
    ['bands: 16, strict: 16', { bands: 16, strict: 16 }],
    ['bands: 4, strict: 2, quanta: 1Mb, handle: 7', { quanta: [1_048_576, 1514] }],
  ],
  [
    'cbs',
    ['', { hicredit: 0, locredit: 0, sendslope: 0, idleslope: 0, offload: 0 }],
    [
      'hicredit: 30, locredit: -1470, idleslope: 20000, sendslope: -980000',
      { hicredit: 30, locredit: -1470, sendslope: -980_000, idleslope: 20_000 },
    ],
    ['hicredit: 2147483647, locredit: -2147483648', { hicredit: 2_147_483_647, locredit: -2_147_483_648 }],
  ],
  [
    'etf',
    ['', { clockid: 'TAI', delta: 0, offload: 'off' }],
    ['delta: 300us, deadline-mode: true, skip-sock-check: true', { delta: 300_000, deadline_mode: 'on' }],
  ],
  ['noqueue', ['', {}], ['', {}]],
];

for (const [kind, ...said] of CASES)
  test(`${kind} has its options, takes others in their place, and goes back to its defaults`, {
    skip: without('qdiscs'),
  }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    for (const [options, expected] of said) {
      const value = options === '' ? kind : `{kind: ${kind}, ${options}}`;
      await applyInOnePass(ns, network(`ethernets: {eth0: {qdisc: ${value}}}`));
      const [shown] = JSON.parse(ns.sh('tc -j -d qdisc show dev eth0')) as readonly Shown[];
      assert.equal(shown?.['kind'], kind);
      const found = (shown?.['options'] ?? {}) as Shown;
      assert.deepEqual(
        Object.fromEntries(Object.keys(expected).map((name) => [name, rounded(found[name])])),
        expected,
        options,
      );
      // As somebody else's it is shown, and the same when it is declared so.
      await roundTrip(ns);
    }
  });

test('the weights of red and choke follow from sizes and rates, as tc has them', {
  skip: without('qdiscs'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const cases = [
    ['red', { limit: '400000', avpkt: '1000' }],
    ['red', { limit: '400000', min: '30000', max: '90000', avpkt: '1000', burst: '55', bandwidth: '10Mbit' }],
    [
      'red',
      { limit: '60000', min: '6000', avpkt: '1500', burst: '300', bandwidth: '10Gbit', probability: '0.1' },
    ],
    ['red', { limit: '4000', max: '4000', avpkt: '64', bandwidth: '9600bit', probability: '0.9' }],
    ['choke', { limit: '1000', bandwidth: '10Mbit' }],
    [
      'choke',
      { limit: '90', min: '7', max: '80', burst: '70', avpkt: '700', bandwidth: '1Gbit', probability: '0.3' },
    ],
  ] as const;
  for (const [kind, options] of cases) {
    const words = Object.entries(options);
    ns.sh(`tc qdisc add dev eth0 root ${kind} ${words.flat().join(' ')}`);
    const theirs = weights(ns);
    // As somebody else's it is shown by what the kernel keeps.
    await roundTrip(ns);
    ns.sh('tc qdisc del dev eth0 root');
    const said = words.map(([name, text]) =>
      name === 'probability' ? `probability: ${Number(text) * 100}%` : `${name}: ${text}`,
    );
    await applyInOnePass(ns, network(`ethernets: {eth0: {qdisc: {kind: ${kind}, ${said.join(', ')}}}}`));
    assert.deepEqual(weights(ns), theirs, words.flat().join(' '));
    await applyInOnePass(ns, network('ethernets: {eth0: {qdisc: default}}'));
  }
});

/** What tc shows of red and choke. */
const weights = (ns: Namespace): unknown =>
  rounded((JSON.parse(ns.sh('tc -j -d qdisc show dev eth0')) as readonly Shown[])[0]?.['options']);

test('the delay that cake aims at follows from the round-trip time, as tc has it', {
  skip: without('qdiscs'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  for (const rtt of ['1us', '70us', '20ms', '100ms', '3s']) {
    ns.sh(`tc qdisc replace dev eth0 root cake rtt ${rtt}`);
    const theirs = targets(ns);
    assert.match(await roundTrip(ns), rtt === '100ms' ? /qdisc: cake$/m : /rtt: /);
    ns.sh('tc qdisc del dev eth0 root');
    await applyInOnePass(ns, network(`ethernets: {eth0: {qdisc: {kind: cake, rtt: ${rtt}}}}`));
    assert.deepEqual(targets(ns), theirs, rtt);
  }
  for (const target of [7, 5]) {
    const qdisc = `{kind: cake, rtt: 20ms, target: ${target}ms}`;
    await applyInOnePass(ns, network(`ethernets: {eth0: {qdisc: ${qdisc}}}`));
    assert.equal(targets(ns)[0], target * 1000);
    assert.ok((await roundTrip(ns)).includes(`target: ${target}ms`));
  }
  await applyInOnePass(ns, network('ethernets: {eth0: {qdisc: cake}}'));
  assert.deepEqual(targets(ns), [5000, 5000, 5000]);
});

/** The delay that each tin of cake aims at, in microseconds. */
const targets = (ns: Namespace): readonly unknown[] => {
  const [shown = {}] = JSON.parse(ns.sh('tc -s -j qdisc show dev eth0')) as readonly Shown[];
  return (shown['tins'] as readonly Shown[]).map(({ target_us: target }) => target);
};

test('every kind that can be declared is shown here', () => {
  // A device of one queue has no mq, nor multiq or mqprio; of hfsc tc writes no JSON.
  assert.deepEqual(
    [...CASES.map(([kind]) => kind), 'mq', 'multiq', 'mqprio', 'hfsc'].sort(),
    Object.keys(qdiscKinds()).sort(),
  );
});

test('mq, multiq and mqprio are for devices of several queues', { skip: without('qdiscs') }, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add eth0 numtxqueues 4 type veth peer name far numtxqueues 4; ip link set eth0 up');
  await applyInOnePass(ns, network('ethernets: {eth0: {qdisc: mq}}'));
  const multiq =
    'qdisc: multiq, qdiscs: [{parent: "1:4", kind: codel}], filters: [{parent: "1:", kind: matchall, class: "1:2"}]';
  await applyInOnePass(ns, network(`ethernets: {eth0: {${multiq}}}`));
  assert.match(ns.sh('tc qdisc show dev eth0'), /multiq 1: root .*bands 4\/4[\s\S]*codel .*parent 1:4/);
  for (const [map, queues] of [
    ['0 0 1 1', '1@0 3@1'],
    ['1 0', '2@0 2@2'],
  ] as const) {
    const mqprio = `qdisc: {kind: mqprio, handle: 7, num-tc: 2, map: "${map}", queues: "${queues}"}`;
    await applyInOnePass(
      ns,
      network(`ethernets: {eth0: {${mqprio}, qdiscs: [{parent: "7:4", kind: codel}]}}`),
    );
    const shown = ns.sh('tc qdisc show dev eth0');
    assert.match(shown, new RegExp(`mqprio 7: root .*tc 2 map ${map}( 0)+ *\\n`));
    assert.match(shown, queues === '1@0 3@1' ? /queues:\(0:0\) \(1:3\)/ : /queues:\(0:1\) \(2:3\)/);
    assert.match(shown, /codel .*parent 7:4/);
    await roundTrip(ns);
  }
  await applyInOnePass(ns, network('ethernets: {eth0: {qdisc: fq}}'));
  await applyInOnePass(ns, network('ethernets: {eth0: {qdisc: default}}'));
});

/** tc computes shares from numbers of 32 bits. */
const rounded = (value: unknown): unknown =>
  typeof value === 'number'
    ? Math.round(value * 1e6) / 1e6
    : typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rounded(one)]))
      : value;
