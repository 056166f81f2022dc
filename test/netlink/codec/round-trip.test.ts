import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { align, NetlinkDecodeError, unknown, Writer } from '../../../src/netlink/index.ts';
import { runs } from '../../runs.ts';
import { messageValue } from '../arbitrary.ts';
import { tables } from '../tables.ts';

const HEADER = 16;

/** A key of wireguard(8) in words: random text, in which anything may stand. */
const BASE64 = /[A-Za-z0-9+/]{43}=/g;

for (const [name, message] of Object.entries(tables)) {
  test(`whatever is written as a ${name} message reads back the same`, () => {
    fc.assert(
      fc.property(messageValue(message), (value) => {
        const w = new Writer(64);
        message.write(w, 16, 5, 7, value as object);
        assert.equal(w.data.getUint32(0, true), w.at);
        assert.deepEqual(sorted(message.get(w, HEADER, w.at)), sorted(value));
      }),
      { numRuns: runs(150) },
    );
  });

  test(`a ${name} message decoded and written again has the same attributes and length`, () => {
    fc.assert(
      fc.property(messageValue(message), (value) => {
        const [first, second] = [new Writer(64), new Writer(64)];
        message.write(first, 16, 5, 7, value as object);
        const read = message.get(first, HEADER, first.at);
        message.write(second, 16, 5, 7, read);
        assert.equal(second.at, first.at);
        assert.deepEqual(message.get(second, HEADER, second.at), read);
      }),
    );
  });

  test(`a ${name} message cut anywhere or with any byte changed is decoded or refused, never a crash`, () => {
    fc.assert(
      fc.property(
        messageValue(message),
        fc.nat(),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
        (value, cut, changes) => {
          const w = new Writer(64);
          message.write(w, 16, 5, 7, value as object);
          for (const [at, byte] of changes) w.bytes[HEADER + (at % (w.at - HEADER))] = byte;
          const end = cut % 3 === 0 ? w.at : HEADER + (cut % (w.at - HEADER + 1));
          decodeOrRefuse(() => message.get(w, HEADER, end));
        },
      ),
      { numRuns: runs(250) },
    );
  });

  test(`random bytes read as a ${name} message are decoded or refused`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const w = new Writer(64);
        w.bytes.set(bytes.subarray(0, 64));
        const block = new Writer(align(bytes.length) + 4);
        block.bytes.set(bytes);
        decodeOrRefuse(() => message.get(block, 0, bytes.length));
      }),
      { numRuns: runs(250) },
    );
  });

  test(`the path of any offset into a ${name} message is text or a refusal`, () => {
    fc.assert(
      fc.property(
        messageValue(message),
        fc.nat(400),
        fc.option(fc.nat(80), { nil: undefined }),
        (value, offset, missing) => {
          const w = new Writer(64);
          message.write(w, 16, 5, 7, value as object);
          decodeOrRefuse(() => assert.equal(typeof message.path(w, HEADER, w.at, offset, missing), 'string'));
        },
      ),
    );
  });

  test(`any ${name} message can be shown in words`, () => {
    fc.assert(
      fc.property(messageValue(message), (value) => {
        const words = message.show(value as object);
        assert.ok(words.startsWith('{') && words.endsWith('}'));
        assert.doesNotMatch(words.replaceAll(BASE64, ''), /\[object|undefined|NaN/);
      }),
    );
  });
}

function decodeOrRefuse(decode: () => unknown): void {
  try {
    decode();
  } catch (error) {
    if (!(error instanceof NetlinkDecodeError)) throw error;
    assert.equal(error.code, 'ERR_NETLINK_DECODE');
  }
}

/** The unknown ones of a value come in the order written; sorting them makes comparison independent of it. */
function sorted(value: object): object {
  const out: Record<PropertyKey, unknown> = {};
  for (const [key, child] of Object.entries(value)) out[key] = plainObject(child) ? sorted(child) : child;
  const kept = (value as { [unknown]?: readonly { id: number }[] })[unknown];
  if (kept !== undefined) out[unknown] = kept.toSorted((a, b) => a.id - b.id);
  return out;
}

const plainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
