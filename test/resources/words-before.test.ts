import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Writer } from '../../src/netlink/index.ts';
import { WordsBefore } from '../../src/resources/words-before.ts';

/** Words one after the other, as messages of three. */
function messages(...words: readonly number[]): Writer {
  const w = new Writer();
  for (const word of words) w.data.setUint32(w.take(4), word);
  return w;
}

test('A message is like the one that was kept if it differs in nothing but what may differ', () => {
  const w = messages(1, 2, 3, 1, 9, 3, 1, 2, 4, 0x8000_0001, 2, 3);
  const before = new WordsBefore();
  assert.equal(before.isLike(w, 0, 12), false);
  before.keep(w, 0, 12, [4]);
  assert.deepEqual(
    [0, 12, 24, 36].map((start) => before.isLike(w, start, start + 12)),
    [true, true, false, false],
  );
  assert.equal(before.isLike(w, 12, 20), false);
  before.keep(w, 0, 12, undefined);
  assert.equal(before.isLike(w, 0, 12), false);
});

test('It is kept, whatever becomes of the place where it lay', () => {
  const w = messages(1, 2, 3);
  const before = new WordsBefore();
  before.keep(w, 0, 12, []);
  w.data.setUint32(0, 7);
  assert.equal(before.isLike(w, 0, 12), false);
  assert.equal(before.isLike(messages(0, 0, 1, 2, 3), 8, 20), true);
});

test('What does not begin at a word is not kept, nor is what is long', () => {
  const bytes = new Uint8Array(1024);
  const odd = new Writer();
  odd.bytes = bytes.subarray(1);
  const before = new WordsBefore();
  before.keep(odd, 0, 12, []);
  assert.equal(before.isLike(odd, 0, 12), false);
  const w = new Writer();
  before.keep(w, 2, 14, []);
  assert.equal(before.isLike(w, 2, 14), false);
  before.keep(w, 0, 512, []);
  assert.equal(before.isLike(w, 0, 512), false);
});

test('Where none is like the one before, few are kept; where they are again, all', () => {
  const w = messages(1, 2, 3);
  const before = new WordsBefore();
  const kept = Array.from({ length: 1000 }, () => before.wants()).filter((is) => is).length;
  assert.ok(kept > 8 && kept < 40, `${kept}`);
  before.keep(w, 0, 12, []);
  for (let nth = 0; nth < 200; nth += 1) before.isLike(w, 0, 12);
  assert.equal(before.wants(), true);
});
