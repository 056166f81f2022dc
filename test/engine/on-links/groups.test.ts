import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inFormerNames } from '../../../src/engine/objects/former-names.ts';
import { EMPTY_RECORD, nextRecord } from '../../../src/engine/record/record.ts';
import type { Attributes, GroupEntry } from '../../../src/model/index.ts';
import { declared, groupOn, nic, planned, virtual } from '../samples.ts';

const GROUP = '239.1.1.1';
const mine = groupOn('va', GROUP);
const theirs = groupOn('va', '239.1.1.9');

const live = (bridge: Attributes = {}, ...mdb: readonly GroupEntry[]) => ({
  links: [virtual('br0', 'bridge', bridge), nic('va', { master: 'br0' })],
  mdb,
});
const said = (bridge: Attributes = {}, ...mdb: readonly GroupEntry[]) => ({
  links: [declared('br0', 'bridge', bridge), declared('va', 'physical', { master: 'br0' })],
  mdb,
});
const OURS = { mdb: [`va ${GROUP}`] };

test('Groups bear no mark: ours are those of the record', () => {
  const found = planned(live(), said({}, mine));
  assert.deepEqual(found.said, [`create mdb entry ${GROUP} dev br0 port va`]);
  assert.deepEqual(nextRecord(EMPTY_RECORD, found.steps).mdb, [`va ${GROUP}`]);
  assert.deepEqual(planned(live({}, mine, theirs), said()).said, []);
  assert.deepEqual(planned(live({}, mine, theirs), said({}, mine)).said, []);
  assert.deepEqual(planned(live({}, mine, theirs), said(), OURS).said, [
    `remove mdb entry ${GROUP} dev br0 port va`,
  ]);
});

test('A port that leaves its bridge loses its groups, and has the declared ones in the new one', () => {
  const found = planned(
    { links: [...live().links, virtual('br1', 'bridge')], mdb: [mine, theirs] },
    {
      links: [declared('br1', 'bridge'), declared('va', 'physical', { master: 'br1' })],
      mdb: [groupOn('va', GROUP, { bridge: 'br1' })],
    },
    OURS,
  );
  assert.deepEqual(found.said, [
    'change link va, master br0 -> br1',
    `create mdb entry ${GROUP} dev br1 port va`,
  ]);
  assert.deepEqual(
    found.problems.map(({ code }) => code),
    ['lost'],
  );
});

test('A bridge that is down keeps its groups, and a new one waits until it is up', () => {
  const found = planned(live({ state: 'down' }, mine), said({ state: 'down' }, theirs), OURS);
  assert.deepEqual(found.said, []);
  assert.deepEqual(
    found.problems.map(({ severity, message }) => [severity, message]),
    [['warning', 'mdb entry 239.1.1.9 dev br0 port va waits until br0 is up']],
  );
  assert.deepEqual(nextRecord({ ...EMPTY_RECORD, ...OURS }, found.steps).mdb, OURS.mdb);
  const up = planned(live({ state: 'down' }, mine), said({ state: 'up' }, theirs), OURS);
  assert.deepEqual(up.said, [
    'change bridge br0, state down -> up',
    'create mdb entry 239.1.1.9 dev br0 port va',
    `remove mdb entry ${GROUP} dev br0 port va`,
  ]);
});

test('What the kernel would not let go afterwards goes first', () => {
  for (const closes of [
    { state: 'down' },
    { 'bridge.mcast-snooping': false },
    { 'bridge.vlan-filtering': true },
  ] satisfies Attributes[]) {
    const { said: steps } = planned(live({}, mine, theirs), said(closes), OURS);
    assert.equal(steps[0], `remove mdb entry ${GROUP} dev br0 port va`, steps.join('\n'));
    assert.equal(steps.length, 2);
  }
});

for (const [attribute, value, entry] of [
  ['bridge.mcast-snooping', false, mine],
  ['bridge.vlan-filtering', true, mine],
] as const) {
  test(`What a bridge cannot have with ${attribute} ${value} is left out, and told`, () => {
    const { said: steps, problems } = planned(live({ [attribute]: value }), said({}, entry));
    assert.deepEqual(steps, []);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['no-database'],
    );
  });
}

test('An entry without a VLAN stays where VLANs are filtered: the kernel would not let it go', () => {
  assert.deepEqual(planned(live({ 'bridge.vlan-filtering': true }, mine), said(), OURS).said, []);
  const ofVlan = { ...mine, vlan: 10 };
  assert.deepEqual(planned(live({ 'bridge.vlan-filtering': true }), said({}, ofVlan)).said, [
    `create mdb entry ${GROUP} vid 10 dev br0 port va`,
  ]);
});

test('A link that could not become a port has no groups', () => {
  const { said: steps, problems } = planned(
    { links: [virtual('br0', 'bridge'), nic('va')] },
    { links: [declared('br0', 'bridge'), declared('va', 'physical')], mdb: [mine] },
  );
  assert.deepEqual(steps, []);
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['no-port'],
  );
});

test('Names before renames are those of the port and of the bridge', () => {
  const former = new Map([
    ['va', 'old'],
    ['br0', 'br7'],
  ]);
  assert.deepEqual(inFormerNames(mine, former), { ...mine, link: 'old', bridge: 'br7' });
});
