import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { apply, applyInOneRun, diff, failureTexts, isWrite, stepText } from './support/apply.ts';
import { processOf } from './support/hosts.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressesOf, destinations } from './support/shown.ts';
import { until } from './support/until.ts';

const ADDRESS = network('ethernets: {eth0: {addresses: ["2001:db8::7/64"]}}');
const AND_ROUTE = network(`
  ethernets:
    eth0:
      addresses: ["2001:db8::7/64", 192.0.2.7/24]
      routes: [{to: "2001:db8:9::/48", via: "2001:db8::1", from: "2001:db8::7"}]
`);
const TAKEN = /address 2001:db8::7\/64 dev eth0 .*another host on eth0 has 2001:db8::7/;

/** A host with a cable to another one, which has 2001:db8::7; what takes a second otherwise takes a tenth. */
async function twins(t: TestContext): Promise<{ here: Namespace; there: Namespace }> {
  const here = await makeNamespace(t);
  const there = await makeNamespace(t);
  makeNics(here, 'eth0');
  here.sh(`
    ip link set far-eth0 netns ${processOf(there)}
    echo 100 > /proc/sys/net/ipv6/neigh/eth0/retrans_time_ms
    echo 0 > /proc/sys/net/ipv6/conf/eth0/router_solicitation_delay
  `);
  there.sh('ip link set far-eth0 up; ip address add 2001:db8::7/64 dev far-eth0 nodad');
  await until(
    'the addresses are there',
    () => !here.sh('ip -6 address show dev eth0 tentative').includes('inet6'),
  );
  return { here, there };
}

const isFailed = (ns: Namespace): boolean =>
  addressesOf(ns, 'eth0').some((address) => address['dadfailed'] === true);

test('An address that another host has is told, asked for anew once a run, and right when it is free.', async (t) => {
  const { here, there } = await twins(t);
  await apply(here, ADDRESS);
  await until('it has failed', () => isFailed(here));
  const plan = await diff(here, ADDRESS);
  assert.deepEqual(plan.steps.map(stepText), [
    'replace address 2001:db8::7/64 dev eth0 (duplicate-address-detection failed -> passed)',
  ]);
  const sent: string[] = [];
  const again = await apply(here, ADDRESS, { trace: (line) => sent.push(line) });
  assert.deepEqual(again.remaining, []);
  assert.equal(again.rolledBack, false);
  assert.deepEqual(
    sent.filter(isWrite).map((line) => line.split(' ')[0]),
    ['RTM_DELADDR', 'RTM_NEWADDR'],
  );
  assert.deepEqual(
    again.plan.problems.map(({ code, severity }) => [code, severity]),
    [['address-duplicate', 'error']],
  );
  assert.match(again.plan.problems[0]?.message ?? '', TAKEN);
  assert.ok(isFailed(here));
  there.sh('ip address del 2001:db8::7/64 dev far-eth0');
  const freed = await applyInOneRun(here, ADDRESS);
  assert.deepEqual(freed.plan.problems, []);
  assert.deepEqual(
    addressesOf(here, 'eth0').map(({ tentative = false }) => tentative),
    [false],
  );
});

test('A route from an address that another host has is left out, with the reason; the rest stays.', async (t) => {
  const { here, there } = await twins(t);
  for (const what of ['the first run', 'another run']) {
    const result = await apply(here, AND_ROUTE);
    assert.deepEqual(failureTexts(result), [], what);
    assert.deepEqual([result.remaining, result.rolledBack], [[], false], what);
    assert.deepEqual(
      result.plan.problems.map(({ code }) => code).sort(),
      ['address-duplicate', 'source-duplicate'],
      what,
    );
    assert.ok(isFailed(here), what);
    assert.deepEqual(addressesOf(here, 'eth0').length, 2, what);
  }
  there.sh('ip address del 2001:db8::7/64 dev far-eth0');
  await applyInOneRun(here, AND_ROUTE);
  assert.deepEqual(destinations(here, 6), ['2001:db8:9::/48']);
});

test('An address that moves to another link on the same wire is free there, also if a route waits for it.', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh(`
    ip link add wire type bridge forward_delay 0
    for far in far-eth0 far-eth1; do ip link set $far master wire; done
    ip link set wire up
  `);
  const on = (...links: readonly string[]): string =>
    network(
      `ethernets: {${links.map((name, i) => `${name}: {addresses: ["2001:db8:${i}::7/64"], routes: [{to: "2001:db8:9${i}::/48", via: "2001:db8:${i}::1", from: "2001:db8:${i}::7"}]}`).join(', ')}}`,
    );
  for (const links of [['eth0', 'eth1'], ['eth1', 'eth0'], ['eth0']]) {
    const { plan } = await applyInOneRun(ns, on(...links));
    assert.deepEqual(plan.problems, []);
  }
});

test('A route from an address on a link without a carrier waits for it, and takes nothing else along.', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip link set far-eth0 down');
  const left = await apply(ns, AND_ROUTE);
  assert.deepEqual([failureTexts(left), left.remaining, left.rolledBack], [[], [], false]);
  const told = left.plan.problems.map(({ code, severity, message }) => [code, severity, message]);
  assert.deepEqual(told, [
    [
      'no-carrier',
      'error',
      'route 2001:db8:9::/48 via 2001:db8::1 dev eth0 is left out: 2001:db8::7 cannot be used before eth0 has a carrier',
    ],
  ]);
  assert.deepEqual(addressesOf(ns, 'eth0').length, 2);
  const optional = AND_ROUTE.replace('eth0:', 'eth0:\n      optional: true');
  const second = await apply(ns, optional);
  assert.deepEqual([second.plan.steps, failureTexts(second)], [[], []]);
  assert.deepEqual(
    second.plan.problems.map(({ severity }) => severity),
    ['warning'],
  );
  ns.sh('ip link set far-eth0 up');
  await applyInOneRun(ns, AND_ROUTE);
  assert.deepEqual(destinations(ns, 6), ['2001:db8:9::/48']);
});

test('A link that comes up and has no carrier is waited for, and then left for the next run.', async (t) => {
  const ns = await makeNamespace(t);
  ns.sh('ip link add eth0 type veth peer name far-eth0');
  const left = await apply(ns, AND_ROUTE);
  assert.deepEqual([failureTexts(left), left.remaining, left.rolledBack], [[], [], false]);
  assert.deepEqual(
    left.plan.problems.map(({ code }) => code),
    ['no-carrier'],
  );
  ns.sh('ip link set far-eth0 up');
  await applyInOneRun(ns, AND_ROUTE);
});
