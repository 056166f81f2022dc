import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codes, declared, made, pair, planned, virtual } from '../samples.ts';

const veths = (a: string, b: string) => [
  declared(a, 'veth', { 'veth.peer': b }),
  declared(b, 'veth', { 'veth.peer': a }),
];

test('A pair of veths is made by one end; the other one is born with it', () => {
  const { said, steps, after } = planned({}, { links: veths('va', 'vb') });
  assert.deepEqual(said, ['create veth va', 'create veth vb']);
  assert.deepEqual(
    steps.map((s) => s.reason),
    ['declared', 'made with its peer va'],
  );
  assert.deepEqual(
    after.links.map((l) => l.attributes['veth.peer']),
    ['vb', 'va'],
  );
});

test('A veth end whose peer is another one is made anew with the right one', () => {
  const { said, problems } = planned(
    { links: [...pair('va', 'vx'), ...pair('vb', 'vy')] },
    { links: veths('va', 'vb') },
    made(...pair('vx', 'vy')),
  );
  assert.deepEqual(problems, []);
  // vx and vy are ours and no longer declared: they go, and their peers with them.
  assert.deepEqual(said, ['remove veth vy', 'remove veth vx', 'create veth va', 'create veth vb']);
});

test("A link that has the name of a new veth's peer makes way first", () => {
  const links = [virtual('va', 'veth', {}, { facts: { peerElsewhere: false } }), ...pair('vb', 'vy')];
  const { said, steps, problems } = planned(
    { links },
    { links: veths('va', 'vb') },
    {},
    { allowRecreate: true },
  );
  assert.deepEqual(
    problems.filter((p) => p.code !== 'lost'),
    [],
  );
  assert.deepEqual(said, ['remove veth vb', 'replace veth va, veth.peer undefined -> vb', 'create veth vb']);
  assert.equal(steps[0]?.reason, 'makes way for the peer of va');
});

test('A veth end that is missing waits for the live end, and is born with it', () => {
  const { said } = planned(
    { links: pair('vb', 'vx') },
    { links: veths('va', 'vb') },
    {},
    { allowRecreate: true },
  );
  assert.deepEqual(said, ['replace veth vb, veth.peer vx -> va', 'create veth va']);
});

test('What stands on a veth end that is still to be made waits for it', () => {
  const { said } = planned(
    { links: pair('va', 'vx') },
    { links: [declared('mv0', 'macvlan', { link: 'vb' }), ...veths('va', 'vb')] },
    {},
    { allowRecreate: true },
  );
  assert.deepEqual(said, ['replace veth va, veth.peer vx -> vb', 'create veth vb', 'create macvlan mv0']);
});

test('A veth whose other end is in another namespace is left alone; the missing end is an error', () => {
  const live = virtual('va', 'veth', {}, { facts: { peerElsewhere: true } });
  const { said, problems } = planned({ links: [live] }, { links: veths('va', 'vb') });
  assert.deepEqual(said, []);
  assert.deepEqual(codes(problems), ['peer-elsewhere']);
  assert.equal(problems[0]?.stops, undefined);
});

test('A removed veth takes its peer along: one step for both', () => {
  const ends = pair('va', 'vb');
  const { said, after } = planned({ links: ends }, {}, made(...ends));
  assert.deepEqual(said, ['remove veth vb']);
  assert.deepEqual(after.links, []);
});

test('A NIC that was ours as a veth and whose pair is gone is missing, and nothing is made of it', () => {
  const ends = pair('va', 'vb');
  const { said, problems } = planned({ links: ends }, { links: [declared('vb')] }, made(ends[0]), {});
  assert.deepEqual(said, ['remove veth va']);
  assert.deepEqual(codes(problems), ['link-missing']);
  assert.match(problems[0]?.message ?? '', /goes with its peer va/);
});
