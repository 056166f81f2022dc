import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  burstTicks,
  formatHandle,
  nanosecondsOf,
  parseHandle,
  TC_H,
  ticksOf,
} from '../../../../src/netlink/index.ts';

test('A handle is read and written as tc does it', () => {
  const words: readonly [string, number][] = [
    ['1:', 0x1_0000],
    ['1:10', 0x1_0010],
    ['ffff:fff2', TC_H.MIN_INGRESS],
    ['root', TC_H.ROOT],
    ['none', 0],
  ];
  for (const [text, handle] of words) {
    assert.equal(parseHandle(text), handle);
    assert.equal(formatHandle(handle), text);
  }
  assert.equal(parseHandle(':a'), 0xa);
  assert.equal(parseHandle('clsact'), TC_H.CLSACT);
  for (const text of ['', ':', '1', '10000:', '1:2:3', 'x:', '__proto__'])
    assert.throws(() => parseHandle(text), RangeError, text);
});

test('A tick of the packet scheduler is 64 nanoseconds', () => {
  assert.equal(ticksOf(1_000_000), 15_625);
  assert.equal(nanosecondsOf(15_625), 1_000_000);
  // 1600 bytes at a megabit take 12.8 ms.
  assert.equal(burstTicks(1600, 125_000), 200_000);
});
