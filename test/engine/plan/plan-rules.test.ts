import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rule, Step } from '../../../src/model/index.ts';
import { rules } from '../../../src/resources/rule/rule.ts';
import { planned, rule } from '../samples.ts';

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

const aroundOf = (step: Step | undefined) => step?.around?.map((item) => rules.name(item as Rule));

test('A rule that the kernel cannot tell from one in front goes with the others made anew in their order', () => {
  const marked = rule('10.3.0.0/16', { priority: 100, mark: 7, markMask: 0xffffffff, protocol: 3 });
  const ours = rule('10.3.0.0/16', { priority: 100, protocol: 0 });
  const behind = rule('10.9.0.0/16', { priority: 100, protocol: 4 });
  const elsewhere = rule('10.3.0.0/16', { priority: 101, protocol: 4 });
  const policy = { rules: 'strict' } as const;
  const declared = [marked, behind, elsewhere];
  const { steps, said, after } = planned(live(marked, ours, behind, elsewhere), { rules: declared, policy });
  assert.deepEqual(said, ['remove rule 100: from 10.3.0.0/16 lookup 100']);
  assert.deepEqual(aroundOf(steps[0]), [
    'rule 100: from 10.3.0.0/16 mark 0x7/0xffffffff lookup 100',
    'rule 100: from 10.3.0.0/16 lookup 100',
    'rule 100: from 10.9.0.0/16 lookup 100',
  ]);
  assert.match(steps[0]?.notes[0] ?? '', /made anew .*mark 0x7.*, rule 100: from 10\.9\.0\.0\/16/);
  assert.deepEqual(
    after.rules.filter(({ priority }) => priority === 100),
    [marked, behind],
  );
});

test('A rule that the kernel can tell from all in front of it goes alone', () => {
  const others = [
    rule('10.3.0.0/16', { priority: 100, protocol: 4 }),
    rule('10.3.0.0/16', { priority: 99, mark: 7, protocol: 78 }),
    rule('10.3.0.0/16', { priority: 100, table: 200, mark: 7, protocol: 78 }),
    rule('10.4.0.0/16', { priority: 100, mark: 7, protocol: 78 }),
  ];
  const ours = rule('10.3.0.0/16', { priority: 100, protocol: 78 });
  const { steps } = planned(live(...others, ours), { rules: others });
  assert.deepEqual(
    steps.map(({ action, around, notes }) => [action, around, notes]),
    [['remove', undefined, []]],
  );
});

test('Of several that go, those that are taken for others go first, and nothing is made anew', () => {
  const marked = rule('10.3.0.0/16', { priority: 100, mark: 7, protocol: 78 });
  const plain = rule('10.3.0.0/16', { priority: 100, protocol: 78 });
  const { steps, said } = planned(live(marked, plain), {});
  assert.deepEqual(said, [
    'remove rule 100: from 10.3.0.0/16 mark 0x7/0xffffffff lookup 100',
    'remove rule 100: from 10.3.0.0/16 lookup 100',
  ]);
  assert.deepEqual(steps.map(aroundOf), [undefined, undefined]);
});

test('A rule that the kernel takes to be there already is made among them', () => {
  const special = rule('10.3.0.0/16', { priority: 100, to: '10.4.0.0/16' });
  const general = rule('10.3.0.0/16', { priority: 100 });
  const { steps } = planned(live(), { rules: [special, general] });
  assert.deepEqual(steps.map(aroundOf), [undefined, ['rule 100: from 10.3.0.0/16 lookup 100']]);
  assert.deepEqual(
    steps.map(({ notes }) => notes),
    [[], []],
  );
});
