import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMulticastMac, isZeroMac, parseMac } from '../../src/model/mac.ts';

test('six bytes with colons are read in either case', () => {
  assert.equal(parseMac('02:00:5E:aa:BB:01'), '02:00:5e:aa:bb:01');
});

test('other separators, lengths and digits are refused', () => {
  for (const text of [
    '',
    '02-00-00-00-00-01',
    '02:00:00:00:00',
    '02:00:00:00:00:01:02',
    '2:0:0:0:0:1',
    '02:00:00:00:00:0g',
    '020000000001',
  ]) {
    assert.equal(parseMac(text), undefined, text);
  }
});

test('InfiniBand addresses have twenty bytes, where they are asked for', () => {
  const text = Array.from({ length: 20 }, () => 'a0').join(':');
  assert.equal(parseMac(text), undefined);
  assert.equal(parseMac(text, [6, 20]), text);
});

test('group and zero addresses are known', () => {
  assert.equal(isMulticastMac('01:00:5e:00:00:01'), true);
  assert.equal(isMulticastMac('02:00:00:00:00:01'), false);
  assert.equal(isZeroMac('00:00:00:00:00:00'), true);
  assert.equal(isZeroMac('00:00:00:00:00:01'), false);
});
