import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rule } from '../../../src/model/index.ts';
import { isTakenFor } from '../../../src/resources/rule/taken-for.ts';

const plain: Rule = { type: 'rule', family: 4, priority: 100, action: 'lookup', table: 254, protocol: 3 };

const MORE: readonly Partial<Rule>[] = [
  { from: '10.0.0.0/8' },
  { to: '10.0.0.0/8' },
  { tos: 16 },
  { mark: 7 },
  { mark: 0, markMask: 255 },
  { iif: 'eth0' },
  { oif: 'eth0' },
  { ipProtocol: 6 },
  { sourcePort: '53' },
  { destinationPort: '80-90' },
  { uidRange: '0-0' },
  { suppressPrefixLength: 0 },
  { beyond: '22:06' },
  { beyond: '14:00000000' },
];

for (const more of MORE) {
  test(`A rule with ${JSON.stringify(more)} is taken for one without, not the other way round`, () => {
    assert.equal(isTakenFor({ ...plain, ...more }, plain), true);
    assert.equal(isTakenFor(plain, { ...plain, ...more }), false);
    assert.equal(isTakenFor({ ...plain, ...more }, { ...plain, ...more }), true);
  });
}

for (const other of [
  { family: 6 },
  { priority: 101 },
  { table: 100 },
  { action: 'blackhole' },
  { protocol: 4 },
] as const) {
  test(`A rule with another ${Object.keys(other)} is never taken for one`, () => {
    assert.equal(isTakenFor({ ...plain, ...other }, plain), false);
  });
}

test('What the kernel does not compare makes no difference: inversion, the target of a goto, no suppression, no protocol', () => {
  assert.equal(isTakenFor(plain, { ...plain, inverted: true }), true);
  const goto: Rule = { type: 'rule', family: 4, priority: 100, action: 'goto', beyond: '4:c8000000' };
  assert.equal(isTakenFor({ ...goto, beyond: '4:c9000000' }, goto), true);
  assert.equal(isTakenFor(plain, { ...plain, beyond: '14:ffffffff' }), true);
  assert.equal(isTakenFor(plain, { ...plain, protocol: 0 }), true);
  assert.equal(isTakenFor(plain, { ...plain, from: '0.0.0.0/0' }), true);
});
