import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Step } from '../../src/model/index.ts';
import {
  hasRuns,
  joinedSteps,
  partsOf,
  runOf,
  type StepRun,
  stepsBesideRuns,
} from '../../src/model/step-run.ts';

const step = (name: string): Step => ({
  ...{ action: 'create', kind: 'route', key: name, name, before: null, after: null, changes: [] },
  ...{ reason: '', source: null, notes: [] },
});

const none = new Uint32Array();
const routes = {
  ...{ places: none, destinations: none, lengths: new Uint8Array(), tables: none, metrics: none },
  ...{ gateways: none, on: none, devices: [], slots: none },
};
const run: StepRun = {
  seen: { routes, links: [], states: new Uint8Array() },
  numbers: Uint32Array.of(7, 8, 9),
  stepOf: (number) => step(`route ${number}`),
  titleOf: (number) => ({ name: `route ${number}`, source: null }),
};

const NAMES = ['first', 'route 7', 'route 8', 'route 9', 'last'];
const joined = joinedSteps([[step('first')], run, [step('last')]]);

test('Steps with a run among them read like the array of all of them', () => {
  const plain = NAMES.map(step);
  assert.equal(joined.length, 5);
  assert.ok(Array.isArray(joined));
  assert.deepEqual([...joined], plain);
  assert.deepEqual(joined[2], plain[2]);
  assert.equal(joined[5], undefined);
  assert.deepEqual(joined.at(-1), plain[4]);
  assert.deepEqual(
    joined.map(({ name }) => name),
    NAMES,
  );
  assert.deepEqual(joined.filter(({ name }) => name !== 'route 8').length, 4);
  assert.deepEqual(joined.flatMap(({ name }) => [name, name]).length, 10);
  assert.deepEqual(joined.slice(1, 3), plain.slice(1, 3));
  assert.deepEqual(
    [...joined.entries()].map(([at]) => at),
    [0, 1, 2, 3, 4],
  );
  assert.equal(
    joined.findIndex(({ name }) => name === 'last'),
    4,
  );
  assert.equal(
    joined.some(({ name }) => name === 'route 9'),
    true,
  );
  assert.equal(JSON.stringify({ steps: joined }), JSON.stringify({ steps: plain }));
  assert.deepEqual({ steps: joined }, { steps: plain });
  assert.deepEqual(joined.concat([step('more')]).length, 6);
});

test('Nobody can change them', () => {
  const open = joined as Step[];
  assert.throws(() => open.push(step('more')), TypeError);
  assert.throws(() => {
    open[0] = step('other');
  }, TypeError);
  assert.throws(() => open.pop(), TypeError);
  assert.equal(joined.length, 5);
});

test('Those who know of runs see the parts', () => {
  assert.equal(hasRuns(joined), true);
  assert.equal(partsOf(joined)[1], run);
  assert.deepEqual(
    stepsBesideRuns(joined).map(({ name }) => name),
    ['first', 'last'],
  );
  const twice = joinedSteps([...partsOf(joined), runOf(run, 1, 2)]);
  assert.deepEqual(
    twice.map(({ name }) => name),
    [...NAMES, 'route 8'],
  );
});

test('Without a run a list of steps is a list, its own only part', () => {
  const plain = [step('first'), step('last')];
  assert.equal(joinedSteps([plain, [], runOf(run, 1, 1)]), plain);
  assert.deepEqual(joinedSteps([]), []);
  assert.deepEqual(joinedSteps([[step('first')], [step('last')]]), plain);
  assert.equal(hasRuns(plain), false);
  assert.equal(stepsBesideRuns(plain), plain);
  assert.deepEqual(partsOf(plain), [plain]);
});
