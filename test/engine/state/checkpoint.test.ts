import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY_RECORD } from '../../../src/engine/record/record.ts';
import { isCheckpoint, newCheckpoint, stepsOf, withSteps } from '../../../src/engine/state/checkpoint.ts';
import { wayBack } from '../../../src/engine/way-back/way-back.ts';
import type { Step } from '../../../src/model/index.ts';
import { liveRoute, machine } from '../samples.ts';

const ROUTE = liveRoute('10.0.0.0/8', 'eth0');
const STEP: Step = {
  action: 'remove',
  kind: 'route',
  key: 'k',
  name: 'route 10.0.0.0/8 dev eth0',
  before: ROUTE,
  after: null,
  changes: [],
  reason: 'no longer declared',
  source: { file: 'a.yaml', line: 1, column: 1 },
  notes: ['a note'],
};

test('What went through a file leads the same way back.', () => {
  const before = machine({ routes: [ROUTE] });
  const checkpoint = withSteps(newCheckpoint(before, EMPTY_RECORD, ['a.yaml']), [STEP]);
  const read: unknown = JSON.parse(JSON.stringify(checkpoint));
  assert.ok(isCheckpoint(read));
  const now = machine({});
  assert.deepEqual(wayBack(stepsOf(read), read.before, now).target, wayBack([STEP], before, now).target);
});

test('Two checkpoints of the same state are told apart.', () => {
  const ids = [1, 2].map(() => newCheckpoint(machine({}), EMPTY_RECORD, []).id);
  assert.notEqual(ids[0], ids[1]);
});

test('Anything else is no checkpoint.', () => {
  const checkpoint = newCheckpoint(machine({}), EMPTY_RECORD, []);
  const wrong: object[] = [
    { ...checkpoint, format_version: 2 },
    { ...checkpoint, id: 3 },
    { ...checkpoint, files: [3] },
    { ...checkpoint, record: {} },
    { ...checkpoint, before: { links: [] } },
    { ...checkpoint, steps: [{}] },
    // A link that somebody cut the attributes from.
    {
      ...checkpoint,
      before: machine({ links: [JSON.parse('{"type":"link","name":"eth0","kind":"veth"}')] }),
    },
    { ...checkpoint, steps: [{ ...STEP, before: { type: 'link', name: 'eth0' } }] },
    [],
  ];
  for (const value of wrong) assert.equal(isCheckpoint(value), false, JSON.stringify(value));
});
