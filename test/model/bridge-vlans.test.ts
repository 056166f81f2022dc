import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bridgeVlanTexts,
  eachVlan,
  parseBridgeVlans,
  parseRange,
  vlansOf,
} from '../../src/model/bridge-vlans.ts';

const plain = { pvid: false, untagged: false };

test('VLANs that follow each other and are alike are one range', () => {
  const vlans = [
    { from: 12, to: 20, ...plain },
    { from: 10, to: 11, ...plain },
    { from: 21, to: 21, ...plain, untagged: true },
    { from: 23, to: 23, ...plain, untagged: true },
  ];
  assert.deepEqual(bridgeVlanTexts(vlans), ['10-20', '21 untagged', '23 untagged']);
});

test('the PVID is no part of a range', () => {
  const vlans = [1, 2, 3].map((vid) => ({ from: vid, to: vid, pvid: vid === 2, untagged: true }));
  assert.deepEqual(bridgeVlanTexts(vlans), ['1 untagged', '2 pvid untagged', '3 untagged']);
});

test('VLANs are one range only when their VNIs are, too', () => {
  const vlans = [
    { from: 10, to: 11, ...plain, tunnel: 1010 },
    { from: 12, to: 12, ...plain, tunnel: 1012 },
    { from: 13, to: 13, ...plain, tunnel: 2000 },
    { from: 14, to: 14, ...plain },
  ];
  assert.deepEqual(bridgeVlanTexts(vlans), ['10-12 tunnel 1010-1012', '13 tunnel 2000', '14']);
});

test('texts are read back, VLAN by VLAN', () => {
  const texts = ['1 pvid untagged', '10-12 tunnel 1010-1012', '4094 untagged'];
  assert.deepEqual(bridgeVlanTexts(parseBridgeVlans(texts)), texts);
  const each = eachVlan(parseBridgeVlans(texts));
  assert.equal(each.size, 5);
  assert.equal(each.get(11)?.tunnel, 1011);
  assert.deepEqual(bridgeVlanTexts(vlansOf(each)), texts);
});

test('a range is one number or two', () => {
  assert.deepEqual(parseRange('7'), { from: 7, to: 7 });
  assert.deepEqual(parseRange('7-9'), { from: 7, to: 9 });
  for (const text of ['', '-', '7-', '-9', '7-8-9', '0x7', ' 7', '7 - 9'])
    assert.equal(parseRange(text), undefined);
});
