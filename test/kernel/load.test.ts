import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { EMPTY_RECORD } from '../../src/engine/record/record.ts';
import { NLM_F } from '../../src/netlink/index.ts';
import { againAndAgain } from './support/again.ts';
import { apply, applyInOneRun, diff, failureTexts, stepText } from './support/apply.ts';
import { runMeddled } from './support/meddled.ts';
import { makeNamespace, type Namespace } from './support/namespace.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressesOf, addressTexts, destinations, linkNames } from './support/shown.ts';

test('twenty runs converge while somebody makes and deletes links all the time', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const stop = makeNoise(t, ns);
  const yaml = (n: number) =>
    network(`
      ethernets:
        eth0: {addresses: [192.0.2.${n}/24, "2001:db8::${n}/64"], routes: [{to: default, via: 192.0.2.254}]}
      bridges: {br${n % 2}: {interfaces: [left], addresses: [198.51.100.${n}/24]}}
      virtual-ethernets: {left: {peer: right}, right: {mtu: ${1300 + n}}}
    `);
  for (let n = 1; n <= 20; n++) {
    const result = await apply(ns, yaml(n));
    assert.deepEqual(failureTexts(result), []);
    assert.deepEqual(result.remaining.map(stepText), []);
  }
  await stop();
  assert.deepEqual((await diff(ns, yaml(20))).steps.map(stepText), []);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(linkNames(ns), ['eth0', 'far-eth0']);
});

test('dumps that the kernel calls inconsistent are made again, and runs converge', async (t) => {
  const ns = await makeNamespace(t);
  // Several datagrams, so that links can come and go between them.
  const many = Array.from({ length: 200 }, (_, n) => `link add many${n} type bridge`);
  ns.sh(`ip -batch - <<'END'\n${many.join('\n')}\nEND`);
  const stop = makeNoise(t, ns);
  const records = { record: EMPTY_RECORD };
  let interrupted = 0;
  for (let n = 1; n <= 200 && interrupted === 0; n++) {
    const yaml = network(`bridges: {br0: {mtu: ${1300 + n}, addresses: [198.51.100.${n}/24]}}`);
    const { result } = await runMeddled(ns, yaml, records, undefined, {}, (event) => {
      if (event.direction === 'received' && (event.flags & NLM_F.DUMP_INTR) !== 0) interrupted += 1;
    });
    assert.deepEqual([failureTexts(result), result.remaining.map(stepText)], [[], []]);
    assert.deepEqual(addressTexts(ns, 'br0'), [`198.51.100.${n}/24`]);
  }
  await stop();
  assert.ok(interrupted > 0, 'no dump was interrupted');
});

test('1000 addresses and 2000 routes converge in one run, and go in one run', async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0');
  const addresses = Array.from({ length: 1000 }, (_, i) => `10.${i >> 8}.${i & 255}.1/24`);
  const routes = Array.from(
    { length: 2000 },
    (_, i) => `{to: 172.${16 + (i >> 8)}.${i & 255}.0/24, via: 10.0.0.9}`,
  );
  await applyInOneRun(
    ns,
    network(`ethernets: {eth0: {addresses: [${addresses.join(', ')}], routes: [${routes.join(', ')}]}}`),
  );
  assert.equal(addressesOf(ns, 'eth0').length, 1000);
  assert.equal(destinations(ns, 4).length, 2000);
  await applyInOneRun(ns, NOTHING);
  assert.equal(addressesOf(ns, 'eth0').length, 0);
});

test('200 bridges and 200 veth pairs converge', async (t) => {
  const ns = await makeNamespace(t);
  const each = (text: (n: number) => string): string =>
    Array.from({ length: 200 }, (_, n) => text(n)).join(', ');
  await applyInOneRun(
    ns,
    network(`
      bridges: {${each((n) => `br${n}: {interfaces: [p${n}], addresses: [10.0.${n}.1/24]}`)}}
      virtual-ethernets: {${each((n) => `v${n}: {peer: p${n}}, p${n}: {}`)}}
    `),
  );
  assert.equal(linkNames(ns).length, 600);
  await applyInOneRun(ns, NOTHING);
  assert.deepEqual(linkNames(ns), []);
});

/** Makes and deletes links until it is stopped, or the test ends. */
const makeNoise = (t: TestContext, ns: Namespace): (() => Promise<void>) =>
  againAndAgain(
    t,
    ns,
    `ip link add noise type bridge; ip link set noise up; ip address add 10.200.0.1/24 dev noise
    ip link add noise2 type veth peer name noise3; ip link del noise; ip link del noise2`,
  );
