import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Block, copied, Writer } from '../../../src/netlink/index.ts';
import { messageValue } from '../arbitrary.ts';
import { tables } from '../tables.ts';

const HEADER = 16;

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Whether a view shows the same as a plain object, in whatever order it is asked. */
function assertShows(view: object, plain: object): void {
  for (const [key, value] of Object.entries(plain).reverse()) {
    const shown: unknown = Object(view)[key];
    if (isPlain(value) && !isPlain(shown)) assertShows(Object(shown), value);
    else assert.deepEqual(shown, value, key);
  }
}

for (const [name, message] of Object.entries(tables)) {
  test(`a lazy view of a ${name} message shows what is in it, also when it has looked at another one before`, () => {
    const view = new message.LazyView();
    fc.assert(
      fc.property(messageValue(message), (value) => {
        const w = new Writer(64);
        message.write(w, 16, 5, 7, value as object);
        const plain = message.get(w, HEADER, w.at);
        assertShows(view.at(w, HEADER, w.at), plain);
        for (const key of Object.keys(message.attrs))
          if (!(key in plain)) assert.equal(Object(view)[key], undefined, key);
      }),
    );
  });
}

test('a copy of a message outlives the buffer that the message was in', () => {
  const { link } = tables;
  assert.ok(link !== undefined);
  const w = new Writer(64);
  link.write(w, 16, 5, 7, { index: 3, name: 'eth0' });
  const view = new link.View().at(w, HEADER, w.at);
  const copy: Block = view[copied]();
  w.bytes.fill(0);
  assert.equal(Object(view.at(copy, 0, copy.bytes.length)).name, 'eth0');
});
