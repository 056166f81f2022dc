import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { apply, applyInOneRun, diff, failureTexts, isWrite, stepText } from './support/apply.ts';
import { dump } from './support/dump.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { assertDone, config, nl } from './support/program.ts';
import { routesOf } from './support/shown.ts';

/** So many that usual ones are planned in columns, with some in other tables and with metrics. */
const COUNT = 1500;

const entry = (i: number): string => {
  const more = `${i % 100 === 7 ? ', table: 77' : ''}${i % 100 === 8 ? ', metric: 5' : ''}`;
  return `{to: 10.${i >> 8}.${i & 255}.0/24, via: 192.0.2.${i % 2 === 0 ? 8 : 9}${more}}`;
};

/** Unusual ones among them. */
const OTHERS = [
  '{to: 172.16.0.0/24, via: 192.0.2.9, mtu: 1300}',
  '{to: 198.51.100.0/24}',
  '{to: 172.17.0.0/24, via: 198.51.100.9}',
  '{to: "2001:db8:1::/48", via: "2001:db8::9"}',
];

const many = (more: readonly string[] = OTHERS, from = 0): string => {
  const routes = [...Array.from({ length: COUNT - from }, (_, i) => entry(i + from)), ...more];
  return network(`
    ethernets:
      eth0:
        addresses: [192.0.2.1/24, "2001:db8::1/64"]
        routes:
${routes.map((route) => `          - ${route}`).join('\n')}
  `);
};

async function oneNic(t: TestContext): Promise<Namespace> {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  return ns;
}

/** What `ip` shows of ours, in short. */
const shown = (ns: Namespace): string[] =>
  ['main', 77]
    .flatMap((table) =>
      routesOf(ns, 4, table)
        .filter(({ protocol }) => protocol === '78' || protocol === 'nlapply')
        .map(({ dst, gateway = '', dev, metric = 0 }) => `${dst} ${gateway} ${dev} ${table} ${metric}`),
    )
    .sort();

const expected = (): string[] =>
  [
    ...Array.from({ length: COUNT }, (_, i) => {
      const [table, metric] = [i % 100 === 7 ? 77 : 'main', i % 100 === 8 ? 5 : 0];
      return `10.${i >> 8}.${i & 255}.0/24 192.0.2.${i % 2 === 0 ? 8 : 9} eth0 ${table} ${metric}`;
    }),
    '172.16.0.0/24 192.0.2.9 eth0 main 0',
    '198.51.100.0/24  eth0 main 0',
    '172.17.0.0/24 198.51.100.9 eth0 main 0',
  ].sort();

test('Many routes are there after one run, each as declared and none twice, and go in one run', async (t) => {
  const ns = await oneNic(t);
  const result = await applyInOneRun(ns, many());
  assert.equal(result.plan.steps.filter(({ kind }) => kind === 'route').length, COUNT + OTHERS.length);
  assert.deepEqual(shown(ns), expected());
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(shown(ns), []);
});

test('Of many routes those that drifted are mended, with one message each', async (t) => {
  const ns = await oneNic(t);
  await applyInOneRun(ns, many());
  ns.sh(`
    ip route del 10.0.1.0/24
    ip route replace 10.0.2.0/24 via 192.0.2.7 proto 78
    ip route replace 10.0.3.0/24 via 192.0.2.9 mtu 1400 proto 78
    ip route replace blackhole 10.0.4.0/24 proto bird
    ip route del 10.0.7.0/24 table 77
    ip route add 10.200.0.0/24 via 192.0.2.9 proto bird
    ip route add 10.201.0.0/24 via 192.0.2.9 proto 78
  `);
  const planned = (await diff(ns, many())).steps.map(stepText).sort();
  assert.deepEqual(planned, [
    'change route 10.0.2.0/24 via 192.0.2.8 dev eth0 (via 192.0.2.7 -> 192.0.2.8)',
    'change route 10.0.3.0/24 via 192.0.2.9 dev eth0 (mtu 1400 -> null)',
    'change route 10.0.4.0/24 via 192.0.2.8 dev eth0 (type blackhole -> unicast, via null -> 192.0.2.8, link null -> eth0)',
    'create route 10.0.1.0/24 via 192.0.2.9 dev eth0',
    'create route 10.0.7.0/24 via 192.0.2.9 dev eth0 table 77',
    'remove route 10.201.0.0/24 via 192.0.2.9 dev eth0',
  ]);
  const sent: string[] = [];
  await apply(ns, many(), { trace: (line) => sent.push(line) });
  assert.equal(sent.filter(isWrite).length, planned.length);
  assert.deepEqual(shown(ns), expected());
  assert.ok(routesOf(ns, 4).some(({ dst, protocol }) => dst === '10.200.0.0/24' && protocol === 'bird'));
  await applyInOneRun(ns, many());
});

test('A route that others have in the place of one of many is told from it', async (t) => {
  const ns = await oneNic(t);
  await applyInOneRun(ns, many());
  ns.sh('ip route append 10.0.5.0/24 via 192.0.2.7 proto bird');
  const before = dump(ns);
  await applyInOneRun(ns, many());
  assert.deepEqual(dump(ns), before);
});

test('A refusal among many new routes takes all of them back', async (t) => {
  const ns = await oneNic(t);
  const before = dump(ns);
  const result = await apply(ns, many([...OTHERS, '{to: 10.99.0.0/16, via: 203.0.113.250}']));
  assert.equal(result.rolledBack, true);
  assert.match(failureTexts(result).join('\n'), /^create route 10\.99\.0\.0\/16 .*ENETUNREACH/);
  assert.deepEqual(dump(ns), before);
});

test('Where the run goes on, all of many new routes are there but those that are refused', async (t) => {
  const ns = await oneNic(t);
  const refused = ['{to: 10.99.0.0/16, via: 203.0.113.250}', '{to: 10.98.0.0/16, via: 203.0.113.250}'];
  const result = await apply(ns, many([...OTHERS, ...refused]), { onError: 'continue' });
  assert.equal(result.failures.length, 2);
  assert.deepEqual(result.remaining.map(({ key }) => key).sort(), [
    '10.98.0.0/16 table 254 metric 0',
    '10.99.0.0/16 table 254 metric 0',
  ]);
  assert.deepEqual(shown(ns), expected());
});

test('Losing the link of many routes brings all of them back in one run', async (t) => {
  const ns = await oneNic(t);
  await applyInOneRun(ns, many());
  ns.sh('ip link set eth0 down');
  assert.deepEqual(shown(ns), []);
  await applyInOneRun(ns, many());
  assert.deepEqual(shown(ns), expected());
});

test('A run that made many routes is taken back by its checkpoint, those of before stay', async (t) => {
  const ns = await oneNic(t);
  assertDone(nl(ns, [config(ns, many(OTHERS, 200))]));
  const before = dump(ns);
  assertDone(nl(ns, [config(ns, many())]));
  assert.deepEqual(shown(ns), expected());
  assertDone(nl(ns, ['rollback']));
  assert.deepEqual(dump(ns), before);
  assertDone(nl(ns, [config(ns, NOTHING)]));
  assertDone(nl(ns, [config(ns, many())]));
  assertDone(nl(ns, ['rollback']));
  assert.deepEqual(shown(ns), []);
});
