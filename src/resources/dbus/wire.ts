import { Buffer } from 'node:buffer';

/** A value of the D-Bus wire format: structures and arrays are lists, a variant is read as its contents. */
export type DbusValue = string | number | boolean | readonly DbusValue[];

/** The alignment of each type, by the first letter of its signature. */
const ALIGNMENT: Readonly<Record<string, number>> = {
  ...{ y: 1, g: 1, v: 1, n: 2, q: 2 },
  ...{ b: 4, i: 4, u: 4, s: 4, o: 4, a: 4, h: 4 },
  ...{ x: 8, t: 8, d: 8, '(': 8, '{': 8 },
};

const alignment = (type: string): number => ALIGNMENT[type[0] ?? ''] ?? 1;

/** Splits a signature into its complete types: `ia(sb)` into `i` and `a(sb)`. */
export function typesOf(signature: string): readonly string[] {
  const types: string[] = [];
  for (let at = 0; at < signature.length; ) {
    const end = endOfType(signature, at);
    types.push(signature.slice(at, end));
    at = end;
  }
  return types;
}

function endOfType(signature: string, from: number): number {
  let at = from;
  while (signature[at] === 'a') at += 1;
  let depth = 0;
  do {
    const letter = signature[at] ?? '';
    if (letter === '(' || letter === '{') depth += 1;
    if (letter === ')' || letter === '}') depth -= 1;
    at += 1;
  } while (depth > 0 && at < signature.length);
  return at;
}

const members = (type: string): readonly string[] => typesOf(type.slice(1, -1));

/** Encodes values, in little-endian order. */
export function marshal(signature: string, values: readonly DbusValue[]): Buffer {
  const bytes: number[] = [];
  for (const [i, type] of typesOf(signature).entries()) write(bytes, type, values[i] ?? '');
  return Buffer.from(bytes);
}

function write(bytes: number[], type: string, value: DbusValue): void {
  pad(bytes, alignment(type));
  switch (type[0]) {
    case 'y':
      bytes.push(Number(value));
      return;
    case 'b':
    case 'i':
    case 'u':
      bytes.push(...u32(Number(value)));
      return;
    case 's':
    case 'o':
      bytes.push(...u32(Buffer.byteLength(String(value))), ...Buffer.from(String(value)), 0);
      return;
    case 'g':
      bytes.push(String(value).length, ...Buffer.from(String(value)), 0);
      return;
    case '(':
      for (const [i, member] of members(type).entries()) write(bytes, member, listOf(value)[i] ?? '');
      return;
    case 'v': {
      // A variant is given as a pair: the signature and the value.
      const [signature = '', inner = ''] = listOf(value);
      write(bytes, 'g', signature);
      write(bytes, String(signature), inner);
      return;
    }
    case 'a':
      writeArray(bytes, type.slice(1), listOf(value));
      return;
    default:
      throw new TypeError(`no D-Bus type to write: ${type}`);
  }
}

/** The length includes neither itself nor the padding before the first item. */
function writeArray(bytes: number[], item: string, values: readonly DbusValue[]): void {
  const at = bytes.length;
  bytes.push(0, 0, 0, 0);
  pad(bytes, alignment(item));
  const start = bytes.length;
  for (const value of values) write(bytes, item, value);
  bytes.splice(at, 4, ...u32(bytes.length - start));
}

const listOf = (value: DbusValue): readonly DbusValue[] => (Array.isArray(value) ? value : []);
const u32 = (value: number): readonly number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);

function pad(bytes: number[], to: number): void {
  while (bytes.length % to !== 0) bytes.push(0);
}

/**
 * Decodes the values of a message that begin at `offset`.
 * @throws RangeError if they are truncated
 */
export function unmarshal(signature: string, bytes: Buffer, offset = 0, little = true): readonly DbusValue[] {
  const cursor: Cursor = {
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
    bytes,
    at: offset,
    little,
  };
  return typesOf(signature).map((type) => readValue(cursor, type));
}

interface Cursor {
  readonly view: DataView;
  readonly bytes: Buffer;
  readonly little: boolean;
  at: number;
}

function readValue(cursor: Cursor, type: string): DbusValue {
  align(cursor, alignment(type));
  const { view, little } = cursor;
  const fixed = FIXED[type[0] ?? ''];
  if (fixed !== undefined) {
    const at = cursor.at;
    cursor.at += fixed.size;
    return fixed.read(view, at, little);
  }
  switch (type[0]) {
    case 's':
    case 'o':
      return readText(cursor, Number(readValue(cursor, 'u')));
    case 'g':
      return readText(cursor, Number(readValue(cursor, 'y')));
    case '(':
    case '{':
      return members(type).map((member) => readValue(cursor, member));
    case 'v':
      return readValue(cursor, String(readValue(cursor, 'g')));
    case 'a':
      return readArray(cursor, type.slice(1));
    default:
      throw new RangeError(`no D-Bus type to read: ${type}`);
  }
}

interface Fixed {
  readonly size: number;
  readonly read: (view: DataView, at: number, little: boolean) => DbusValue;
}

const FIXED: Readonly<Record<string, Fixed>> = {
  y: { size: 1, read: (view, at) => view.getUint8(at) },
  b: { size: 4, read: (view, at, little) => view.getUint32(at, little) !== 0 },
  n: { size: 2, read: (view, at, little) => view.getInt16(at, little) },
  q: { size: 2, read: (view, at, little) => view.getUint16(at, little) },
  i: { size: 4, read: (view, at, little) => view.getInt32(at, little) },
  u: { size: 4, read: (view, at, little) => view.getUint32(at, little) },
  h: { size: 4, read: (view, at, little) => view.getUint32(at, little) },
  x: { size: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  t: { size: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  d: { size: 8, read: (view, at, little) => view.getFloat64(at, little) },
};

function readArray(cursor: Cursor, item: string): readonly DbusValue[] {
  const length = Number(readValue(cursor, 'u'));
  align(cursor, alignment(item));
  const end = cursor.at + length;
  if (end > cursor.bytes.length) throw new RangeError('an array is longer than its message');
  const values: DbusValue[] = [];
  while (cursor.at < end) values.push(readValue(cursor, item));
  return values;
}

function readText(cursor: Cursor, length: number): string {
  const from = cursor.at;
  cursor.at += length + 1;
  if (cursor.at > cursor.bytes.length) throw new RangeError('a text is longer than its message');
  return cursor.bytes.toString('utf8', from, from + length);
}

function align(cursor: Cursor, to: number): void {
  cursor.at = Math.ceil(cursor.at / to) * to;
}
