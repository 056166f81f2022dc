import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host } from '../../../../src/netlink/codec/wire.ts';
import {
  ETH_P,
  filterInfo,
  filterOrder,
  NetlinkDecodeError,
  rateTable,
  u32Keys,
  u32Selector,
} from '../../../../src/netlink/index.ts';

test('Priority and protocol of a filter are one number, the protocol in network byte order', () => {
  const info = filterInfo(49_152, ETH_P.IP);
  assert.equal(info, 0xc000_0000 + (host ? 0x0008 : 0x0800));
  assert.deepEqual(filterOrder(info), { priority: 49_152, protocol: ETH_P.IP });
});

test('A selector of u32 has its keys back', () => {
  const keys = [
    { value: 0x0a00_0001, mask: 0xffff_ffff, off: 12, offmask: 0 },
    { value: 80, mask: 0xffff, off: 20, offmask: 1 },
  ];
  const selector = u32Selector(keys);
  assert.equal(selector.length, 16 + 2 * 16);
  assert.deepEqual([...selector.subarray(16, 24)], [255, 255, 255, 255, 10, 0, 0, 1]);
  assert.deepEqual(u32Keys(selector), keys);
  assert.throws(() => u32Keys(selector.subarray(0, 40)), NetlinkDecodeError);
});

test('A rate table has 256 cells, up to the longest packet', () => {
  const { cellLog, table } = rateTable(125_000);
  assert.deepEqual([cellLog, table.length], [4, 1024]);
  // 16 bytes at a megabit take 128 microseconds: 2000 ticks.
  assert.equal(new DataView(table.buffer).getUint32(0, true), 2000);
});
