import assert from 'node:assert/strict';
import { test } from 'node:test';
import { joinedSteps, type Step } from '../../src/model/index.ts';
import { appliedSummary, summarise } from '../../src/render/summary.ts';

const step: Step = {
  ...{ action: 'remove', kind: 'route', key: '', name: '', before: null, after: null, changes: [] },
  ...{ reason: '', source: null, notes: [] },
};
const none = new Uint32Array();
const routes = {
  ...{ places: none, destinations: none, lengths: new Uint8Array(), tables: none, metrics: none },
  ...{ gateways: none, on: none, devices: [], slots: none },
};
const stepOf = (): Step => assert.fail('no step is to become an object');
const run = {
  seen: { routes, links: [], states: new Uint8Array() },
  numbers: Uint32Array.of(1, 2, 3),
  ...{ stepOf, titleOf: stepOf },
};

test('New routes that are a run are counted without becoming objects', () => {
  const steps = joinedSteps([[{ ...step, action: 'change' }], run, [step, step]]);
  assert.deepEqual(summarise(steps), { create: 3, change: 1, replace: 0, remove: 2 });
  assert.equal(appliedSummary(steps), 'Applied: 3 added, 1 changed, 0 replaced, 2 removed.');
});
