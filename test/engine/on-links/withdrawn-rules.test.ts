import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStep, removeStep } from '../../../src/engine/objects/steps.ts';
import { withdrawnRules } from '../../../src/engine/on-links/withdrawn-rules.ts';
import type { Route, Rule, Step } from '../../../src/model/index.ts';
import { routes } from '../../../src/resources/route/route.ts';
import { rules } from '../../../src/resources/rule/rule.ts';
import { liveRoute, rule } from '../samples.ts';

const made = (one: Rule): Step => createStep(rules, { item: one, source: null, places: {} }, one, 'declared');
const gone = (one: Rule): Step => removeStep(rules, one, 'no longer declared');
const madeRoute = (one: Route): Step =>
  createStep(routes, { item: one, source: null, places: {} }, one, 'declared');

const refusing = rule('10.5.0.0/16', { action: 'blackhole', inverted: true });
const lookup = rule('10.6.0.0/16');
const byGateway = madeRoute(liveRoute('10.8.0.0/16', 'eth0', { via: '192.0.2.9' }));
const direct = madeRoute(liveRoute('10.8.0.0/16', 'eth0'));

/** The rules that are removed before the routes. */
const early = (going: readonly Step[], others: readonly Step[], ofRoutes: readonly Step[], hasRun = false) =>
  withdrawnRules(going, others, ofRoutes, hasRun).early;

test('A rule that refuses packets goes before routes by a gateway are made; other rules go last', () => {
  const going = [gone(lookup), gone(refusing)];
  const { early, late } = withdrawnRules(going, [], [byGateway], false);
  assert.deepEqual([early, late], [going.slice(1), going.slice(0, 1)]);
});

test('A rule that refuses packets goes last if no route of its family needs to reach a gateway', () => {
  const going = [gone(refusing)];
  assert.deepEqual(early(going, [], [direct]), []);
  assert.deepEqual(early([gone({ ...refusing, family: 6 })], [], [byGateway]), []);
  assert.deepEqual(early(going, [], [], true), going);
});

test('A rule that refuses packets goes last if another one takes its place, so that there always is one', () => {
  const going = [gone(refusing)];
  assert.deepEqual(early(going, [made({ ...refusing, priority: 9 })], [byGateway]), []);
  assert.deepEqual(early(going, [made(lookup)], [byGateway]), going);
});

test('A rule with which others have to be made anew goes last', () => {
  assert.deepEqual(early([{ ...gone(refusing), around: [lookup] }], [], [byGateway]), []);
});
