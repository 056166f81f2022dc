import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Block,
  choose,
  Message,
  nest,
  string,
  struct,
  u8,
  u16,
  u32,
  unknown,
  type Value,
  vector,
  Writer,
} from '../../../src/netlink/index.ts';

const message = new Message(
  'thing',
  { family: u8 },
  { kind: [1, string], size: [3, u32] },
  {
    choices: {
      options: choose(2, 'kind', { a: nest({ x: [1, u32] }), b: struct({ y: u16, list: vector(u8, 3) }) }),
    },
  },
);
type Thing = Value<typeof message>;

function written(value: Thing): Block {
  const w = new Writer();
  message.put(w, value);
  return new Block(w.bytes.slice(0, w.at));
}

function roundTrip(value: Thing): Thing {
  const block = written(value);
  return message.get(block, 0, block.bytes.length);
}

test('The type of an attribute follows from another one', () => {
  const a: Thing = { family: 2, kind: 'a', size: 7, options: { x: 5 } };
  const b: Thing = { family: 2, kind: 'b', options: { y: 9, list: [1, 2, 3] } };
  assert.deepEqual(roundTrip(a), a);
  assert.deepEqual(roundTrip(b), b);
  assert.equal(message.show(b), '{family: 2, kind: b, options: {y: 9, list: [1, 2, 3]}}');
});

test('A view shows it, lazily, too', () => {
  const block = written({ family: 2, kind: 'a', options: { x: 5 } });
  for (const View of [message.View, message.LazyView]) {
    const view = new View().at(block, 0, block.bytes.length);
    assert.equal(view.kind === 'a' ? view.options?.x : undefined, 5);
  }
});

test('What a kind without a table has is kept aside', () => {
  const known = written({ family: 2, kind: 'a', options: { x: 5 } });
  const strange = new Block(known.bytes.slice());
  strange.bytes[8] = 0x7a; // kind "z"
  const found = message.get(strange, 0, strange.bytes.length);
  assert.equal(found.kind, 'z');
  assert.deepEqual('options' in found, false);
  assert.deepEqual(
    found[unknown]?.map(({ id, data }) => [id, data.length]),
    [[2, 8]],
  );
  const again = written(found);
  assert.deepEqual([...again.bytes], [...strange.bytes]);
  assert.throws(() => written({ kind: 'z', options: { x: 5 } } as never), /options of kind z has no table/);
});

test('An array of numbers in a struct has its length', () => {
  assert.deepEqual(roundTrip({ family: 0, kind: 'b', options: { y: 1, list: [4] } }).options, {
    y: 1,
    list: [4, 0, 0],
  });
  assert.throws(() => written({ kind: 'b', options: { y: 1, list: [1, 2, 3, 4] } }), /4 values where 3 fit/);
});
