import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LOOKS } from '../../src/inputs/looks.ts';
import {
  decodeTranscript,
  type Entry,
  encodeTranscript,
  type Part,
  type Transcript,
} from '../../src/inputs/transcript.ts';
import { sourceOf } from './source.ts';

const bytes = fc.uint8Array({ maxLength: 40 }).map((some) => Buffer.from(some));
const outcome = fc.oneof(bytes, fc.string(), fc.record({ code: fc.string() }, { noNullPrototype: true }));
const number = fc.nat();
const netns = fc.option(fc.string());
const whole = { noNullPrototype: true };
const entry: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({ note: fc.constant('socket' as const), family: number, type: number, netns }, whole),
  fc.record(
    {
      ...{
        note: fc.constant('option' as const),
        socket: number,
        level: number,
        option: number,
        value: number,
      },
      done: fc.boolean(),
    },
    whole,
  ),
  fc.record({ note: fc.constant('bind' as const), socket: number, port: number }, whole),
  fc.record(
    {
      ...{ note: fc.constant('look' as const), of: fc.string(), outcome },
      kind: fc.constantFrom(...(Object.keys(LOOKS) as (keyof typeof LOOKS)[])),
    },
    whole,
  ),
  fc.record({ note: fc.constant('sysctl' as const), netns, path: fc.string(), outcome }, whole),
  fc.record(
    {
      ...{ note: fc.constant('ask' as const), socket: number, seq: number, request: bytes, reply: bytes },
      spans: fc.int32Array({ maxLength: 6 }),
    },
    whole,
  ),
);
const circumstances = fc.array(fc.string(), { maxLength: 4 });
const transcript = fc.record({
  circumstances,
  said: fc.string(),
  entries: fc.array(entry, { maxLength: 8 }),
});

const fileOf = (one: Transcript): Buffer => Buffer.concat(encodeTranscript(one));

const partOf = (file: Buffer, { from, length }: Part): Buffer => file.subarray(from, from + length);

test('What is written is read again.', () => {
  fc.assert(
    fc.property(transcript, (one) => {
      const file = fileOf(one);
      const read = decodeTranscript(sourceOf(file), one.circumstances);
      const entries = read?.entries.map((entry) =>
        entry.note === 'ask' ? { ...entry, reply: partOf(file, entry.reply) } : entry,
      );
      assert.deepEqual({ ...read, entries }, { ...one });
    }),
  );
});

test('In other circumstances it says nothing.', () => {
  fc.assert(
    fc.property(transcript, circumstances, (one, others) => {
      fc.pre(JSON.stringify(others) !== JSON.stringify(one.circumstances));
      assert.equal(decodeTranscript(sourceOf(fileOf(one)), others), undefined);
    }),
  );
});

/** Nothing, be it by an error. */
function readOf(file: Buffer, of: readonly string[]): unknown {
  try {
    return decodeTranscript(sourceOf(file), of);
  } catch {
    return undefined;
  }
}

test('A part of one, or one with more behind it, says nothing.', () => {
  fc.assert(
    fc.property(transcript, fc.nat(), (one, at) => {
      const all = fileOf(one);
      assert.equal(readOf(all.subarray(0, at % all.length), one.circumstances), undefined);
      assert.equal(readOf(Buffer.concat([all, Buffer.from('x')]), one.circumstances), undefined);
    }),
  );
});
