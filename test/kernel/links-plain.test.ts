import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyInOneRun } from './support/apply.ts';
import { assertCopied } from './support/copied.ts';
import { makeNamespace } from './support/namespace.ts';
import { without } from './support/needs.ts';
import { NOTHING, network } from './support/network.ts';
import { roundTrip } from './support/round-trip.ts';
import { assertShows, indexOf, linkNames, linkOf } from './support/shown.ts';

const SECTIONS = { dummy: 'dummy-devices', ifb: 'ifbs', nlmon: 'nlmons', vcan: 'vcans' } as const;

for (const [kind, section] of Object.entries(SECTIONS)) {
  const skip = without(kind);

  // Frames of CAN FD, then of CAN; CAN XL is known since Linux 6.2 only.
  const [before, after] = kind === 'vcan' ? [72, 16] : [2060, 4000];

  test(`a link of kind ${kind} comes with its settings, changes in place and goes`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    const yaml = (mtu: number, alias: string): string =>
      network(`${section}: {x0: {mtu: ${mtu}, alias: ${alias}, transmit-queue-length: 77}}`);
    await applyInOneRun(ns, yaml(before, 'first'));
    const shown = linkOf(ns, 'x0');
    assertShows(shown, { mtu: before, ifalias: 'first', txqlen: 77 });
    assert.equal(JSON.stringify(shown['linkinfo']).includes(`"info_kind":"${kind}"`), true);
    await assertCopied(t, ns, []);
    const index = indexOf(ns, 'x0');
    await applyInOneRun(ns, yaml(after, 'second'));
    assertShows(linkOf(ns, 'x0'), { mtu: after, ifalias: 'second' });
    assert.equal(indexOf(ns, 'x0'), index);
    await applyInOneRun(ns, NOTHING);
    assert.deepEqual(linkNames(ns), []);
  });

  test(`a link of kind ${kind} that was made with an MTU has that of a new one when none is declared any more`, {
    skip,
  }, async (t) => {
    const ns = await makeNamespace(t);
    await applyInOneRun(ns, network(`${section}: {x0: {mtu: ${after}}}`));
    assert.equal(linkOf(ns, 'x0')['mtu'], after);
    await applyInOneRun(ns, network(`${section}: {x0: {}}`));
    ns.sh(`ip link add fresh type ${kind}`);
    assert.equal(linkOf(ns, 'x0')['mtu'], linkOf(ns, 'fresh')['mtu']);
  });

  test(`a link of kind ${kind} that is declared down stays down`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    await applyInOneRun(ns, network(`${section}: {x0: {activation-mode: off}}`));
    assert.equal((linkOf(ns, 'x0')['flags'] as string[]).includes('UP'), false);
    await applyInOneRun(ns, network(`${section}: {x0: {}}`));
    assert.equal((linkOf(ns, 'x0')['flags'] as string[]).includes('UP'), true);
  });

  test(`another kind of the same name takes the place of a ${kind} of ours`, { skip }, async (t) => {
    const ns = await makeNamespace(t);
    await applyInOneRun(ns, network(`${section}: {x0: {}}`));
    await applyInOneRun(ns, network('bridges: {x0: {}}'));
    assert.match(JSON.stringify(linkOf(ns, 'x0')['linkinfo']), /"bridge"/);
  });
}

test('a dummy device is a home for addresses and has a MAC of its own', {
  skip: without('dummy'),
}, async (t) => {
  const ns = await makeNamespace(t);
  const yaml = network(`
    dummy-devices:
      d0: {macaddress: 02:00:00:00:00:0d, addresses: [192.0.2.1/32, "2001:db8::1/128"], routes: [{to: 198.51.100.0/24, scope: link}]}
  `);
  await applyInOneRun(ns, yaml);
  assertShows(linkOf(ns, 'd0'), { address: '02:00:00:00:00:0d' });
  assert.match(ns.sh('ip -4 route show dev d0'), /198\.51\.100\.0\/24/);
});

test('a dummy device without a cable', { skip: without('dummy') }, async (t) => {
  const ns = await makeNamespace(t);
  const yaml = (keys: string): string => network(`dummy-devices: {d0: {${keys}}}`);
  // The operational state follows when the kernel finds the time (linkwatch).
  const hasCarrier = (): boolean => String(linkOf(ns, 'd0')['flags']).includes('LOWER_UP');
  await applyInOneRun(ns, yaml('carrier: false'));
  assert.equal(hasCarrier(), false);
  assert.match(await roundTrip(ns), /carrier: false/);
  await applyInOneRun(ns, yaml('carrier: true'));
  assert.equal(hasCarrier(), true);
});
