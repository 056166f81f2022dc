import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun, diff, isWrite, stepText } from './support/apply.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { olderThan } from './support/needs.ts';
import { network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { roundTrip } from './support/round-trip.ts';
import { addressesOf } from './support/shown.ts';
import { until } from './support/until.ts';

/** IFA_PROTO tells which addresses are ours. */
const options = { skip: olderThan(5, 18) };

const FOREVER = 2 ** 32 - 1;

const eth0 = (...addresses: readonly string[]): string =>
  network(`ethernets: {eth0: {addresses: [${addresses.join(', ')}]}}`);

const both = (words: string): string => eth0(`192.0.2.1/24: {${words}}`, `"2001:db8::1/64": {${words}}`);

/** What is left of both lifetimes of each address. */
const left = (ns: Namespace): readonly (readonly number[])[] =>
  addressesOf(ns, 'eth0').map((one) => [Number(one['preferred_life_time']), Number(one['valid_life_time'])]);

/** Whether this is left of this, or a little less. */
const isAbout = (seconds: number, whole: number): boolean =>
  whole === FOREVER || whole === 0 ? seconds === whole : seconds <= whole && seconds > whole - 300;

function assertLeft(ns: Namespace, ...whole: readonly (readonly number[])[]): void {
  const found = left(ns);
  assert.equal(found.length, whole.length);
  const fits = found.every((pair, i) => pair.every((one, j) => isAbout(one, whole[i]?.[j] ?? -1)));
  assert.ok(fits, JSON.stringify({ found, whole }));
}

test('lifetimes are set, left to run down, changed in place, and go', options, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, both('valid-lifetime: 2h, lifetime: 1h'));
  assertLeft(ns, [3600, 7200], [3600, 7200]);
  await roundTrip(ns);
  // As if it had run down for a while.
  await applyInOneRun(
    ns,
    eth0(
      '192.0.2.1/24: {valid-lifetime: 600, lifetime: 500}',
      '"2001:db8::1/64": {valid-lifetime: 600, lifetime: 0}',
    ),
  );
  const sent: string[] = [];
  const again = await apply(ns, both('valid-lifetime: 2h, lifetime: 1h'), {
    trace: (line) => sent.push(line),
  });
  assert.deepEqual(again.plan.steps, []);
  assert.deepEqual(sent.filter(isWrite), []);
  assertLeft(ns, [500, 600], [0, 600]);
  // Less than is left.
  const shorter = both('valid-lifetime: 400');
  assert.match((await diff(ns, shorter)).steps.map(stepText)[0] ?? '', /valid-lifetime [0-9]+ -> 400/);
  await applyInOneRun(ns, shorter);
  assertLeft(ns, [400, 400], [400, 400]);
  await applyInOneRun(ns, both('valid-lifetime: forever'));
  assertLeft(ns, [FOREVER, FOREVER], [FOREVER, FOREVER]);
  await applyInOneRun(ns, both('valid-lifetime: 400, lifetime: 0'));
  assertLeft(ns, [0, 400], [0, 400]);
  await applyInOneRun(ns, eth0());
  assertLeft(ns);
});

test('an IPv6 address can be deprecated after some time, and stay', options, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const yaml = eth0('"2001:db8::1/64": {lifetime: 1h}');
  await applyInOneRun(ns, yaml);
  assertLeft(ns, [3600, FOREVER]);
  await roundTrip(ns);
  await applyInOneRun(ns, eth0('"2001:db8::1/64"'));
  assertLeft(ns, [FOREVER, FOREVER]);
});

test('an address whose time is over is set again with the whole of it', options, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  await applyInOneRun(ns, both('valid-lifetime: 1h'));
  ns.sh('ip address change 192.0.2.1/24 dev eth0 valid_lft 1 preferred_lft 1');
  await until('the address goes', () => left(ns).length === 1);
  await applyInOneRun(ns, both('valid-lifetime: 1h'));
  assertLeft(ns, [3600, 3600], [3600, 3600]);
});

test(
  'a run that is taken back gives what was left, and the way back of a lost address too',
  options,
  async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0');
    await applyInOneRun(ns, both('valid-lifetime: 3000, lifetime: 2000'));
    const refused = (addresses: string): string =>
      network(
        `ethernets: {eth0: {addresses: [${addresses}], routes: [{to: 10.9.0.0/16, via: 203.0.113.9}]}}`,
      );
    for (const addresses of ['192.0.2.1/24, "2001:db8::1/64"', '198.51.100.1/24']) {
      assert.equal((await apply(ns, refused(addresses))).rolledBack, true);
      assertLeft(ns, [2000, 3000], [2000, 3000]);
    }
  },
);

test('lifetimes of others are theirs', options, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  ns.sh('ip address add 192.0.2.7/24 dev eth0 valid_lft 900 preferred_lft 800');
  await applyInOneRun(ns, eth0('198.51.100.1/24: {valid-lifetime: 3000}'));
  assertLeft(ns, [800, 900], [3000, 3000]);
  await applyInOneRun(ns, eth0());
  assertLeft(ns, [800, 900]);
});
