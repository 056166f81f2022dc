import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Members } from '../../../src/resources/link/members.ts';

function make(...members: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const found = new Members();
  for (const [key, value] of members) found.set(key, value);
  return found.object();
}

test('An object has the members that were set, in their order, whatever those before it had', () => {
  const first = make(['a', 1], ['b', 'text'], ['c', true]);
  const second = make(['a', 2], ['c', false], ['b', null]);
  const third = make(['a', 1], ['b', [3]], ['c', 'other']);
  const fourth = make(['a', 1]);
  assert.deepEqual(Object.entries(first), [
    ['a', 1],
    ['b', 'text'],
    ['c', true],
  ]);
  assert.deepEqual(Object.entries(second), [
    ['a', 2],
    ['c', false],
    ['b', null],
  ]);
  assert.deepEqual(Object.entries(third), [
    ['a', 1],
    ['b', [3]],
    ['c', 'other'],
  ]);
  assert.deepEqual(Object.entries(fourth), [['a', 1]]);
});

test('A member that is set twice keeps its place and has the later value', () => {
  assert.deepEqual(Object.entries(make(['a', 1], ['b', 2], ['a', 3])), [
    ['a', 3],
    ['b', 2],
  ]);
});
