import { need } from './decode-error.ts';
import type { Scalar, Type } from './type.ts';

const encoder = new TextEncoder();
/** Made when there is a byte beyond ASCII, which is seldom: Node takes half a millisecond for it. */
let decoder: InstanceType<typeof TextDecoder> | undefined;
/** A byte that is no UTF-8 travels as a lone low surrogate (PEP 383), so that every name survives a round trip. */
const ESCAPE = 0xdc00;
const ESCAPED = /[\udc80-\udcff]/u; // with u: lone ones only

/** Text, NUL-terminated on the wire; read with or without the NUL. @throws RangeError if it contains a NUL. */
export const string: Type<string> = {
  shape: { is: 'text' },
  put(w, value) {
    if (value.includes('\0')) throw new RangeError(`text with a NUL in it: ${JSON.stringify(value)}`);
    const bytes = ESCAPED.test(value) ? unescapeBytes(value) : encoder.encode(value);
    const at = w.take(bytes.length + 1);
    w.bytes.set(bytes, at);
    w.bytes[at + bytes.length] = 0;
  },
  get(b, at, end) {
    let out = '';
    for (let i = at; i < end; i++) {
      const byte = b.bytes[i] ?? 0;
      if (byte === 0) return out;
      if (byte > 0x7f) return decode(b.bytes.subarray(at, end));
      out += String.fromCharCode(byte);
    }
    return out;
  },
  show: (value) => (/^[\w.:@/+-]+$/.test(value) ? value : JSON.stringify(value)),
};

function decode(bytes: Uint8Array): string {
  const nul = bytes.indexOf(0);
  const text = nul < 0 ? bytes : bytes.subarray(0, nul);
  try {
    decoder ??= new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return decoder.decode(text);
  } catch {
    return Array.from(text, (byte) => String.fromCharCode(byte > 0x7f ? ESCAPE + byte : byte)).join('');
  }
}

function unescapeBytes(value: string): Uint8Array {
  const parts = value.split(/([\udc80-\udcff])/u);
  const bytes = parts.map((part, i) => (i % 2 ? [part.charCodeAt(0) - ESCAPE] : [...encoder.encode(part)]));
  return Uint8Array.from(bytes.flat());
}

const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The bytes in hexadecimal. By hand, as there is an address in every link. */
function hex(bytes: Uint8Array, start: number, end: number, between: string): string {
  let out = '';
  for (let i = start; i < end; i++) out += (i === start ? '' : between) + (HEX[bytes[i] ?? 0] ?? '');
  return out;
}

const showBytes = (value: Uint8Array): string => `0x${hex(value, 0, value.length, '')}`;

/** Bytes as they are; reading copies them. */
export const bytes: Type<Uint8Array> = {
  shape: { is: 'bytes' },
  put(w, value) {
    const at = w.take(value.length);
    w.bytes.set(value, at);
  },
  get: (b, at, end) => b.bytes.slice(at, end),
  show: showBytes,
};

/** Nested attributes that this library does not decode: bytes, with NLA_F_NESTED set. */
export const rawNest: Type<Uint8Array> = { ...bytes, nested: true };

/**
 * A hardware address of any length as text: `52:54:00:12:34:56`.
 * @throws RangeError if the text is not one.
 */
export const hwaddr: Type<string> = {
  shape: { is: 'hwaddr' },
  put(w, value) {
    if (value !== '' && !/^[0-9a-f]{2}(:[0-9a-f]{2})*$/i.test(value)) {
      throw new RangeError(`${JSON.stringify(value)} is not a hardware address like 52:54:00:12:34:56`);
    }
    const parts = value === '' ? [] : value.split(':');
    let at = w.take(parts.length);
    for (const part of parts) w.bytes[at++] = Number.parseInt(part, 16);
  },
  get: (b, at, end) => hex(b.bytes, at, end, ':'),
};

/** A byte array of a C struct. Shorter values are filled up with zeroes, longer ones refused. */
export function fixed(size: number): Scalar<Uint8Array> {
  return {
    size,
    alignment: 1,
    shape: { is: 'fixed', size, of: 'bytes' },
    put(w, value) {
      if (value.length > size) throw new RangeError(`${value.length} bytes where ${size} fit`);
      const at = w.zero(size);
      w.bytes.set(value, at);
    },
    get(b, at, end) {
      need(at, end, size);
      return b.bytes.slice(at, at + size);
    },
    show: showBytes,
  };
}

/** Text in a C struct, filled up with NULs, of which there is at least one. @throws RangeError on longer text */
export function chars(size: number): Scalar<string> {
  return {
    ...string,
    size,
    alignment: 1,
    shape: { is: 'text', size },
    put(w, value) {
      const start = w.zero(size);
      const end = w.at;
      w.at = start;
      string.put(w, value);
      if (w.at > end) throw new RangeError(`text of more than ${size - 1} bytes: ${JSON.stringify(value)}`);
      w.at = end;
    },
    get(b, at, end) {
      need(at, end, size);
      return string.get(b, at, at + size);
    },
  };
}

/** The six bytes of an Ethernet address within a C struct, as text. */
export const mac: Scalar<string> = {
  size: 6,
  alignment: 1,
  shape: { is: 'fixed', size: 6, of: 'hwaddr' },
  put(w, value) {
    const start = w.at;
    hwaddr.put(w, value);
    if (w.at - start !== 6) throw new RangeError(`${JSON.stringify(value)} is not an Ethernet address`);
  },
  get(b, at, end) {
    need(at, end, 6);
    return hwaddr.get(b, at, at + 6);
  },
};
