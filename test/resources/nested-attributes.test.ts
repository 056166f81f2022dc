import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Writer } from '../../src/netlink/index.ts';
import { attributesIn } from '../../src/resources/nested-attributes.ts';

function bytesOf(...attributes: readonly (readonly [id: number, ...data: number[]])[]): Uint8Array {
  const w = new Writer();
  for (const [id, ...data] of attributes) {
    const start = w.open();
    w.bytes.set(data, w.take(data.length));
    w.close(start, id);
  }
  return w.bytes.slice(0, w.at);
}

test('Attributes are found in place, without the bits that go with their ids', () => {
  const bytes = bytesOf([1, 7], [0x8002, 1, 2, 3, 4], [3]);
  const found = attributesIn(bytes);
  assert.deepEqual(
    found.map(({ id, data, whole }) => [id, [...data], whole.length]),
    [
      [1, [7], 8],
      [2, [1, 2, 3, 4], 8],
      [3, [], 4],
    ],
  );
  assert.equal(found[0]?.data.buffer, bytes.buffer);
});

test('What is cut off ends them', () => {
  const bytes = bytesOf([1, 7], [2, 1, 2, 3, 4]);
  for (const length of [8, 9, 12, 15]) assert.equal(attributesIn(bytes.subarray(0, length)).length, 1);
  assert.deepEqual(attributesIn(bytes.subarray(0, 3)), []);
  assert.deepEqual(attributesIn(new Uint8Array(8)), []);
});
