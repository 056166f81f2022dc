import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { loadAddon } from '../../src/netlink/addon.ts';

const alike = (now: Uint8Array, then: Uint8Array, start = 0, spans: readonly number[] = []): boolean =>
  loadAddon().isAlike(now, 0, now.length, then, start, start, Int32Array.from(spans));

const TICKS = 0;
const STILL = 1;
const words = (...all: readonly number[]): Uint8Array => new Uint8Array(Int32Array.from(all).buffer);

test('isAlike compares all bytes where there are no spans', () => {
  const bytes = words(1, 2, 3);
  assert.equal(alike(bytes, words(1, 2, 3)), true);
  for (let at = 0; at < bytes.length; at++) {
    const other = Uint8Array.from(bytes);
    other[at] = 0xff;
    assert.equal(alike(other, bytes), false);
  }
  assert.equal(alike(new Uint8Array(0), bytes), true);
});

test('isAlike compares so many bytes from one offset with those from the other', () => {
  const { isAlike } = loadAddon();
  const none = new Int32Array(0);
  assert.equal(isAlike(words(9, 1, 2, 9), 4, 8, words(8, 8, 1, 2, 8), 8, 0, none), true);
  assert.equal(isAlike(words(9, 1, 2, 9), 4, 8, words(8, 8, 1, 2, 8), 4, 0, none), false);
  // More than there is on the other side.
  assert.equal(isAlike(words(1, 2), 0, 8, words(1, 2), 4, 0, none), false);
});

test('isAlike takes anything in a span that ticks, and looks at all around it', () => {
  const then = words(1, 2, 3, 4, 5);
  const spans = [4, 4, TICKS, 12, 4, TICKS];
  assert.equal(alike(words(1, 7, 3, -7, 5), then, 0, spans), true);
  assert.equal(alike(words(7, 2, 3, 4, 5), then, 0, spans), false);
  assert.equal(alike(words(1, 2, 7, 4, 5), then, 0, spans), false);
  assert.equal(alike(words(1, 2, 3, 4, 7), then, 0, spans), false);
});

test('isAlike takes any number above zero for another one in a span that stays above zero', () => {
  const like = (now: number, then: number): boolean =>
    alike(words(1, now, 1), words(1, then, 1), 0, [4, 4, STILL]);
  assert.equal(like(5, 7), true);
  assert.equal(like(0, 0), true);
  // For ever.
  assert.equal(like(-1, -1), true);
  assert.equal(like(0, 7), false);
  assert.equal(like(7, 0), false);
  assert.equal(like(-1, 7), false);
  assert.equal(like(7, -1), false);
});

test('isAlike says no where spans do not ascend, reach beyond what is compared, or are none', () => {
  const then = words(1, 2, 3);
  for (const spans of [
    [4, 4, TICKS, 4, 4, TICKS],
    [4, 8, TICKS, 8, 4, TICKS],
    [8, 8, TICKS],
    [4, -4, TICKS],
    [0, 0x7fffffff, TICKS],
  ])
    assert.equal(alike(then, then, 0, spans), false, String(spans));
});

test('isAlike refuses what is no array, and offsets and lengths outside of it', () => {
  const { isAlike } = loadAddon();
  const [bytes, none] = [new Uint8Array(8), new Int32Array(0)];
  const call = (...all: unknown[]): unknown => Reflect.apply(isAlike, undefined, all);
  assert.equal(call(bytes, 0, 8, bytes, 0, 0, none), true);
  const wrongType = { code: 'ERR_INVALID_ARG_TYPE' };
  const outOfRange = { code: 'ERR_OUT_OF_RANGE' };
  assert.throws(() => call(none, 0, 0, bytes, 0, 0, none), wrongType);
  assert.throws(() => call(bytes, 0, 8, [], 0, 0, none), wrongType);
  assert.throws(() => call(bytes, 0, 8, bytes, 0, 0, bytes), wrongType);
  assert.throws(() => call(bytes, 0, 8, bytes, 0, '0', none), wrongType);
  assert.throws(() => call(bytes, 1, 8, bytes, 0, 0, none), outOfRange);
  assert.throws(() => call(bytes, 0, 8, bytes, 9, 0, none), outOfRange);
  assert.throws(() => call(bytes, 0, 8, bytes, 0, 0.5, none), outOfRange);
});

const byte = fc.nat(255);
/** Pieces, each with what it was and what it is, and whether it ticks: equal where it does not. */
const pieces = fc.array(
  fc.oneof(
    fc.array(byte, { maxLength: 9 }).map((bytes) => ({ before: bytes, after: bytes, ticks: false })),
    fc.array(fc.tuple(byte, byte), { minLength: 1, maxLength: 9 }).map((pairs) => ({
      before: pairs.map(([one]) => one),
      after: pairs.map(([, one]) => one),
      ticks: true,
    })),
  ),
  { maxLength: 9 },
);

test('isAlike says of each part of an answer what it says of all, and notices each byte that is in no span', () => {
  fc.assert(
    fc.property(pieces, pieces, fc.nat(), (first, second, pick) => {
      const all = [...first, ...second];
      const then = Uint8Array.from(all.flatMap((one) => one.before));
      const now = Uint8Array.from(all.flatMap((one) => one.after));
      const spans: number[] = [];
      const fixed: number[] = [];
      let at = 0;
      for (const one of all) {
        if (one.ticks) spans.push(at, one.before.length, TICKS);
        else for (const i of one.before.keys()) fixed.push(at + i);
        at += one.before.length;
      }
      const start = first.flatMap((one) => one.before).length;
      assert.equal(alike(now.subarray(0, start), then, 0, spans), true);
      assert.equal(alike(now.subarray(start), then, start, spans), true);
      const wrong = fixed[pick % fixed.length];
      if (wrong === undefined) return;
      now[wrong] = (now[wrong] ?? 0) ^ 1;
      assert.equal(alike(now.subarray(0, start), then, 0, spans), wrong >= start);
      assert.equal(alike(now.subarray(start), then, start, spans), wrong < start);
    }),
  );
});
