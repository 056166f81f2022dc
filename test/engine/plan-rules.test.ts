import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rule } from '../../src/model/index.ts';
import { planned, rule } from './samples.ts';

const KERNEL: readonly Rule[] = [
  { type: 'rule', family: 4, priority: 0, action: 'lookup', table: 255, protocol: 2 },
  { type: 'rule', family: 4, priority: 32766, action: 'lookup', table: 254, protocol: 2 },
  { type: 'rule', family: 4, priority: 32767, action: 'lookup', table: 253, protocol: 2 },
];
const live = (...rules: Rule[]) => ({ rules: [...KERNEL, ...rules] });

test("Rules without a priority are numbered downwards, like the kernel's own", () => {
  const rules = [rule('10.3.0.0/16'), rule('10.4.0.0/16')];
  const { said, after } = planned(live(), { rules });
  assert.deepEqual(said, [
    'create rule 32765: from 10.3.0.0/16 lookup 100',
    'create rule 32764: from 10.4.0.0/16 lookup 100',
  ]);
  assert.deepEqual(planned(after, { rules }).said, []);
});

test('Equal rules, one with a priority and one without, are two', () => {
  const rules = [rule('10.3.0.0/16'), rule('10.3.0.0/16', { priority: 100 })];
  const { said, after } = planned(live(), { rules });
  assert.deepEqual(said, [
    'create rule 99: from 10.3.0.0/16 lookup 100',
    'create rule 100: from 10.3.0.0/16 lookup 100',
  ]);
  assert.deepEqual(planned(after, { rules }).said, []);
});

test("A number goes below every rule there is, others' included", () => {
  assert.deepEqual(
    planned(live(rule('10.9.0.0/16', { priority: 5, protocol: 0 })), { rules: [rule('10.3.0.0/16')] }).said,
    ['create rule 4: from 10.3.0.0/16 lookup 100'],
  );
});

test('Where no number is left below, rules share the last one', () => {
  const low = rule('10.9.0.0/16', { priority: 1, protocol: 0 });
  const rules = [rule('10.3.0.0/16'), rule('10.4.0.0/16')];
  const { said, after } = planned(live(low), { rules });
  assert.deepEqual(said, [
    'create rule 1: from 10.3.0.0/16 lookup 100',
    'create rule 1: from 10.4.0.0/16 lookup 100',
  ]);
  assert.deepEqual(planned(after, { rules }).said, []);
});

test('The families are numbered apart', () => {
  const six: Rule = { type: 'rule', family: 6, to: '2001:db8::/32', action: 'lookup', table: 100 };
  assert.deepEqual(planned(live(rule('10.9.0.0/16', { priority: 5, protocol: 0 })), { rules: [six] }).said, [
    'create rule 32765: (IPv6) to 2001:db8::/32 lookup 100',
  ]);
});

test('A rule that changes in anything is removed and made anew: first the new one, then the old one', () => {
  assert.deepEqual(
    planned(live(rule('10.3.0.0/16', { priority: 100, protocol: 78 })), {
      rules: [rule('10.3.0.0/16', { priority: 100, table: 200 })],
    }).said,
    ['create rule 100: from 10.3.0.0/16 lookup 200', 'remove rule 100: from 10.3.0.0/16 lookup 100'],
  );
});

test("A declared rule is found in another's equal one, which stays when it is no longer declared", () => {
  const theirs = rule('10.3.0.0/16', { priority: 100, protocol: 0 });
  assert.deepEqual(planned(live(theirs), { rules: [rule('10.3.0.0/16')] }).said, []);
  assert.deepEqual(planned(live(theirs), { rules: [rule('10.3.0.0/16', { priority: 100 })] }).said, []);
  assert.deepEqual(planned(live(theirs), {}).said, []);
});

test("Ours serves before another's, so that a second one of theirs changes nothing", () => {
  const theirs = rule('10.3.0.0/16', { priority: 100, protocol: 0 });
  const ours = rule('10.3.0.0/16', { priority: 32765, protocol: 78 });
  assert.deepEqual(planned(live(theirs, ours), { rules: [rule('10.3.0.0/16')] }).said, []);
});

test('Two equal live rules of ours answer one declared rule: the second goes', () => {
  const twice = [32765, 32764].map((priority) => rule('10.3.0.0/16', { priority, protocol: 78 }));
  assert.deepEqual(planned(live(...twice), { rules: [rule('10.3.0.0/16')] }).said, [
    'remove rule 32764: from 10.3.0.0/16 lookup 100',
  ]);
});

test('Selectors that no configuration can say make a rule another one', () => {
  const theirs = rule('10.3.0.0/16', { priority: 100, protocol: 0, others: 'ipProto 6' });
  assert.deepEqual(planned(live(theirs), { rules: [rule('10.3.0.0/16', { priority: 100 })] }).said, [
    'create rule 100: from 10.3.0.0/16 lookup 100',
  ]);
});

test("The kernel's own rules and others' are never removed", () => {
  assert.deepEqual(planned(live(rule('10.3.0.0/16', { priority: 100, protocol: 3 })), {}).said, []);
});

test('Rules that differ in their protocol alone are two, and each is found again', () => {
  const theirs = rule('10.3.0.0/16', { priority: 100, protocol: 4 });
  const ours = rule('10.3.0.0/16', { priority: 100, protocol: 78 });
  assert.deepEqual(planned(live(ours, theirs), { rules: [theirs, ours] }).said, []);
  assert.deepEqual(planned(live(theirs, ours), { rules: [theirs, ours] }).said, []);
  assert.deepEqual(planned(live(theirs), { rules: [ours, theirs] }).said, [
    'create rule 100: from 10.3.0.0/16 lookup 100',
  ]);
});
