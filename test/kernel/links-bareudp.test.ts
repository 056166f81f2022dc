import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { assertCopied } from './support/copied.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { addressTexts, assertShows, indexOf, kindData, linkNames } from './support/shown.ts';

const skip = without('bareudp');

const yaml = (options: string): string =>
  network(`tunnels: {u0: {mode: bareudp, ${options}, addresses: [192.0.2.1/24]}}`);

for (const ethertype of ['ip', 'ipv6', 'mpls_uc', 'mpls_mc'] as const) {
  test(`a bareudp tunnel for ${ethertype}`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    await applyInOneRun(ns, yaml(`port: 6635, ethertype: ${ethertype}, srcportmin: 1000`));
    assertShows(kindData(ns, 'u0'), { dstport: 6635, ethertype, srcportmin: 1000 });
    await assertCopied(t, ns, []);
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(linkNames(ns), []);
  });
}

const BASE = 'port: 6635, ethertype: ip';

for (const [attribute, after, shown] of [
  ['bareudp.port', 'port: 6636, ethertype: ip', { dstport: 6636 }],
  ['bareudp.ethertype', 'port: 6635, ethertype: mpls_uc', { ethertype: 'mpls_uc' }],
  ['bareudp.srcportmin', `${BASE}, srcportmin: 5000`, { srcportmin: 5000 }],
  ['bareudp.multiproto', `${BASE}, multiproto: true`, { multiproto: true }],
] as const) {
  test(`another ${attribute} makes the tunnel anew, with its addresses`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    await applyInOneRun(ns, yaml(BASE));
    const index = indexOf(ns, 'u0');
    const { plan } = await applyInOneRun(ns, yaml(after));
    assert.equal(plan.steps[0]?.action, 'replace');
    assert.deepEqual(
      plan.steps[0]?.changes.map((change) => change.attribute),
      [attribute],
    );
    assertShows(kindData(ns, 'u0'), shown);
    assert.notEqual(indexOf(ns, 'u0'), index);
    assert.deepEqual(addressTexts(ns, 'u0'), ['192.0.2.1/24']);
  });
}

test('two bareudp tunnels exchange their ports', { skip }, async (t) => {
  const ns = await makeNamespace(t);
  const at = (a: number, b: number): string =>
    network(`
      tunnels:
        a: {mode: bareudp, ethertype: ip, port: ${a}}
        b: {mode: bareudp, ethertype: ip, port: ${b}}
    `);
  await applyInOneRun(ns, at(6000, 7000));
  await applyInOneRun(ns, at(7000, 6000));
  assert.deepEqual([kindData(ns, 'a')['dstport'], kindData(ns, 'b')['dstport']], [7000, 6000]);
});
