import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonParts, parseLong } from '../../../src/engine/state/long-json.ts';

const VALUE = {
  version: 1,
  nothing: null,
  left: undefined,
  empty: {},
  none: [],
  before: { routes: [1, 2, 3, 4, 5].map((n) => ({ to: `10.0.${n}.0/24`, via: 'a\nb "ü"' })), rules: [] },
  steps: [{ a: [1, 2, 3] }, null, 'x'],
  short: [[1], [2]],
};

test('A value in parts is JSON as it is in one text, but for the line breaks around members of long lists', () => {
  assert.equal([...jsonParts(VALUE)].join(''), JSON.stringify(VALUE));
  const text = [...jsonParts(VALUE, 2)].join('');
  assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(VALUE)));
  // Three lines of routes, two of steps.
  assert.equal(text.split('\n').length, 1 + 2 * 5);
});

test('What is longer than a text can be is read line by line', () => {
  for (const members of [1, 2, 3, 100]) {
    const bytes = Buffer.from([...jsonParts(VALUE, members)].join(''));
    assert.deepEqual(parseLong(bytes, 10), JSON.parse(JSON.stringify(VALUE)), `${members} on a line`);
    assert.deepEqual(parseLong(bytes), JSON.parse(JSON.stringify(VALUE)));
  }
});

test('Half of it is an error, wherever it ends', () => {
  const bytes = Buffer.from([...jsonParts(VALUE, 2)].join(''));
  for (let length = 0; length < bytes.length; length++)
    assert.throws(() => parseLong(bytes.subarray(0, length), 10), SyntaxError, `${length} bytes`);
});
