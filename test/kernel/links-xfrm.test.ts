import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, applyInOneRun } from './support/apply.ts';
import { assertCopied } from './support/copied.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { makeNics } from './support/nics.ts';
import { addressTexts, assertShows, indexOf, kindData, linkNames, linkOf } from './support/shown.ts';

const skip = without('xfrm');

const yaml = (options: string): string =>
  network(`
    ethernets: {eth0: {}, eth1: {}}
    xfrm-interfaces: {ipsec0: {${options}, addresses: [192.0.2.1/24]}}
  `);

test('an XFRM interface has its id and its device, or no device', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(ns, yaml('id: 42, link: eth0'));
  assertShows(linkOf(ns, 'ipsec0'), { link: 'eth0' });
  assert.equal(kindData(ns, 'ipsec0')['if_id'], '0x2a');
  await assertCopied(t, ns, ['eth0', 'eth1']);
  await applyInOneRun(ns, NOTHING);
  assert.equal(linkNames(ns).includes('ipsec0'), false);
  await applyInOneRun(ns, yaml('id: 4294967295'));
  assert.equal(kindData(ns, 'ipsec0')['if_id'], '0xffffffff');
  await assertCopied(t, ns, ['eth0', 'eth1']);
});

for (const device of ['', ', link: eth0']) {
  test(`the id of an XFRM interface${device} changes in place`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    await applyInOneRun(ns, yaml(`id: 1${device}`));
    const index = indexOf(ns, 'ipsec0');
    await applyInOneRun(ns, yaml(`id: 2${device}`));
    assert.equal(kindData(ns, 'ipsec0')['if_id'], '0x2');
    assert.equal(indexOf(ns, 'ipsec0'), index);
  });
}

for (const [attribute, before, after] of [
  ['link', 'id: 1, link: eth0', 'id: 1, link: eth1'],
  ['xfrm.external', 'id: 1', 'external: true'],
] as const) {
  test(`another ${attribute} makes the XFRM interface anew, with its addresses`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    await applyInOneRun(ns, yaml(before));
    const { plan } = await applyInOneRun(ns, yaml(after));
    assert.equal(plan.steps[0]?.action, 'replace');
    assert.equal(
      plan.steps[0]?.changes.some((change) => change.attribute === attribute && change.forces),
      true,
    );
    assert.deepEqual(addressTexts(ns, 'ipsec0'), ['192.0.2.1/24']);
  });
}

test('an external XFRM interface is one for all ids', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  await applyInOneRun(ns, yaml('external: true'));
  assert.equal(kindData(ns, 'ipsec0')['external'], true);
  await assertCopied(t, ns, ['eth0', 'eth1']);
});

for (const [how, a, b] of [
  ['', '', ''],
  [' on different devices', 'link: eth0, ', 'link: eth1, '],
] as const) {
  test(`two XFRM interfaces${how} exchange their ids`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    makeNics(ns, 'eth0', 'eth1');
    const at = (first: number, second: number): string =>
      network(`
        ethernets: {eth0: {}, eth1: {}}
        xfrm-interfaces: {a: {${a}id: ${first}}, b: {${b}id: ${second}}}
      `);
    await applyInOneRun(ns, at(1, 2));
    await applyInOneRun(ns, at(2, 1));
    assert.deepEqual([kindData(ns, 'a')['if_id'], kindData(ns, 'b')['if_id']], ['0x2', '0x1']);
  });
}

test('an XFRM interface of others on another device holds the id', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  makeNics(ns, 'eth0', 'eth1');
  ns.sh('ip link add others type xfrm dev eth1 if_id 1');
  const { plan } = await apply(ns, yaml('id: 1, link: eth0'));
  assert.deepEqual(
    plan.problems.map(({ code }) => code),
    ['taken'],
  );
});

test('an XFRM interface outlives its device and finds it again when that is made anew', {
  skip,
}, async (t) => {
  const ns = await makeNamespace(t);
  const on = (peer: string): string =>
    network(`
      virtual-ethernets: {p0: {peer: ${peer}}, ${peer}: {}}
      xfrm-interfaces: {ipsec0: {id: 1, link: p0, addresses: [192.0.2.1/24]}}
    `);
  await applyInOneRun(ns, on('p1'));
  await applyInOneRun(ns, on('p2'));
  assertShows(linkOf(ns, 'ipsec0'), { link: 'p0' });
  assert.deepEqual(addressTexts(ns, 'ipsec0'), ['192.0.2.1/24']);
});
