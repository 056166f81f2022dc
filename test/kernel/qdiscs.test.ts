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

const eth0 = (qdisc: string, ...keys: readonly string[]): string =>
  network(`ethernets: {eth0: {${[`qdisc: ${qdisc}`, ...keys].join(', ')}}}`);
const TBF = '{kind: tbf, rate: 1Mbit, burst: 5Kb, latency: 50ms}';

/** The root of a device as tc shows it. */
function root(ns: Namespace, device = 'eth0'): Shown {
  const all = JSON.parse(ns.sh(`tc -j -d qdisc show dev ${device}`)) as readonly Shown[];
  return all.find((one) => one['root'] === true) ?? {};
}

async function withNic(t: Parameters<typeof makeNamespace>[0]): Promise<Namespace> {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  return ns;
}

test('a discipline is made, changed in place, replaced, and goes when it is no longer declared', {
  skip: without('tbf'),
}, async (t) => {
  const ns = await withNic(t);
  const before = root(ns);
  await applyInOnePass(ns, eth0(TBF));
  const made = root(ns);
  assert.deepEqual(made['options'], {
    rate: 125_000,
    burst: '5Kb/1',
    mpu: 0,
    lat: 50_000,
    linklayer: 'ethernet',
  });
  await applyInOnePass(ns, eth0('{kind: tbf, rate: 2Mbit, burst: 5Kb, limit: 20000b}'));
  const changed = root(ns);
  assert.equal(changed['handle'], made['handle']);
  assert.deepEqual(changed['options'], { ...(made['options'] as Shown), rate: 250_000, lat: 59_520 });
  await applyInOnePass(ns, eth0('{kind: pfifo, limit: 7}'));
  const { kind, options } = root(ns);
  assert.deepEqual({ kind, options }, { kind: 'pfifo', options: { limit: 7 } });
  await applyInOnePass(ns, NOTHING);
  assert.deepEqual(root(ns), before);
});

test('a discipline comes with a new device, and with one that is made anew', async (t) => {
  const ns = await makeNamespace(t);
  const pair = (more: string): string =>
    network(`virtual-ethernets: {a: {peer: b, qdisc: {kind: bfifo, limit: 9Kb}${more}}, b: {}}`);
  await applyInOnePass(ns, pair(''));
  assert.deepEqual(root(ns, 'a')['options'], { limit: 9216 });
  await applyInOneRun(ns, pair(', transmit-queues: 4'), { allowRecreate: true });
  assert.deepEqual(root(ns, 'a')['options'], { limit: 9216 });
});

test('what others have attached stays unless another one is declared, and comes back then', {
  skip: without('tbf'),
}, async (t) => {
  const ns = await withNic(t);
  ns.sh('tc qdisc add dev eth0 root tbf rate 3mbit burst 10kb limit 30kb');
  const theirs = root(ns)['options'];
  await applyInOneRun(ns, network('ethernets: {eth0: {alias: x}}'));
  assert.deepEqual(root(ns)['options'], theirs);
  await applyInOneRun(ns, eth0('{kind: pfifo, limit: 7}'));
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(root(ns)['options'], theirs);
  await applyInOneRun(ns, eth0('default'));
  assert.equal(root(ns)['kind'], 'noqueue');
});

test('drift is seen and mended, and what others attach later is left alone when nothing is declared any more', async (t) => {
  const ns = await withNic(t);
  await applyInOneRun(ns, eth0('{kind: pfifo, limit: 7}'));
  ns.sh('tc qdisc change dev eth0 root pfifo limit 8');
  assert.deepEqual((await diff(ns, eth0('{kind: pfifo, limit: 7}'))).steps.map(stepText), [
    'change veth eth0 (qdisc pfifo limit 8 -> pfifo limit 7)',
  ]);
  ns.sh('tc qdisc del dev eth0 root');
  await applyInOneRun(ns, eth0('{kind: pfifo, limit: 7}'));
  assert.deepEqual(root(ns)['options'], { limit: 7 });
  ns.sh('tc qdisc change dev eth0 root pfifo limit 8');
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(root(ns)['options'], { limit: 8 });
});

test('what the kernel has chosen itself is good enough if it is what is declared', async (t) => {
  const ns = await withNic(t);
  await applyInOneRun(ns, eth0('noqueue'));
  assert.equal(root(ns)['handle'], '0:');
  ns.sh('ip link set eth0 down');
  await applyInOneRun(ns, network('ethernets: {eth0: {match: {name: "eth*"}, qdisc: pfifo}}'));
  assert.deepEqual(root(ns)['options'], { limit: 1000 });
  await applyInOneRun(ns, network('ethernets: {eth0: {match: {name: "eth*"}, qdisc: pfifo, mtu: 1400}}'));
});

test('a device without a queue stays so', async (t) => {
  const ns = await withNic(t);
  await applyInOnePass(ns, eth0('{kind: pfifo, limit: 7}', 'transmit-queue-length: 0'));
  ns.sh('tc qdisc del dev eth0 root');
  await applyInOnePass(ns, eth0('{kind: bfifo, limit: 9Kb}'));
  ns.sh('ip link set eth0 txqueuelen 0');
  await applyInOnePass(ns, eth0('{kind: pfifo, limit: 8}'));
  // iproute2 does not show that there is none.
  assert.equal(ns.ip('link', 'show', 'eth0')[0]?.['txqlen'], undefined);
});

test('a discipline of others that could not be brought back is not replaced', {
  skip: without('htb'),
}, async (t) => {
  const ns = await withNic(t);
  ns.sh(
    'tc qdisc add dev eth0 root handle 1: htb; tc class add dev eth0 parent 1: classid 1:1 htb rate 1mbit',
  );
  const { plan, failures } = await apply(ns, eth0('pfifo', 'alias: x'));
  assert.deepEqual(failures, []);
  assert.deepEqual(
    plan.problems.map(({ code }) => code),
    ['foreign-qdisc'],
  );
  assert.equal(root(ns)['kind'], 'htb');
  await applyInOneRun(ns, eth0('{kind: htb}', 'alias: x'));
  assert.match(ns.sh('tc class show dev eth0'), /class htb 1:1 root/);
  ns.sh('tc qdisc del dev eth0 root');
  await applyInOneRun(ns, eth0('pfifo', 'alias: x'));
});

test('show writes what is not the default, and what is shown finds nothing to do', {
  skip: without('tbf'),
}, async (t) => {
  const ns = await makeNamespace(t);
  ns.sh(`
    ip link add va type veth peer name vb
    ip link set va up
    ip link set vb up
    tc qdisc add dev va root tbf rate 3mbit burst 10kb limit 30kb
    tc qdisc add dev vb root pfifo
  `);
  const text = await roundTrip(ns);
  assert.match(text, /qdisc:\n +kind: tbf\n +rate: 3Mbit\n +burst: 10Kb\n +limit: 30Kb\n/);
  assert.match(text, /qdisc: pfifo\n/);
});

test('a run is taken back, by itself and by command', { skip: without('tbf') }, async (t) => {
  const ns = await withNic(t);
  assertDone(nl(ns, [config(ns, eth0(TBF))]));
  const before = root(ns);
  const refused = nl(ns, [config(ns, eth0('{kind: pfifo, limit: 7}', 'mtu: 65575'))]);
  assert.equal(refused.status, 1);
  assert.deepEqual(root(ns)['options'], before['options']);
  assertDone(nl(ns, [config(ns, eth0('{kind: bfifo, limit: 9Kb}'))]));
  assert.equal(root(ns)['kind'], 'bfifo');
  assertDone(nl(ns, ['rollback']));
  assert.deepEqual(root(ns)['options'], before['options']);
});

test('a run that finds all as it was sees a discipline that is not, and no difference in what it has sent', {
  skip: without('tbf'),
}, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const words = [config(ns, eth0(TBF, 'addresses: [192.0.2.1/24]')), '--verbose'];
  assertDone(nl(ns, words));
  assertDone(nl(ns, words));
  ns.sh('ping -c 3 -i 0.01 -W 1 192.0.2.9 >/dev/null || true');
  assert.match(assertDone(nl(ns, words.slice(0, 1))).stdout, /^Nothing to do/);
  ns.sh('tc qdisc change dev eth0 root tbf rate 3mbit burst 10kb limit 30kb');
  assert.match(assertDone(nl(ns, words.slice(0, 1))).stdout, /1 changed/);
});
