import { need } from './decode-error.ts';
import type { Scalar, Type } from './type.ts';
import { host } from './wire.ts';

type Set<T> = (d: DataView, at: number, value: T) => void;
type Get<T> = (d: DataView, at: number) => T;

/** @throws RangeError on writing what the width cannot hold: DataView would wrap it silently. */
function integer(size: number, min: number, max: number, set: Set<number>, get: Get<number>): Scalar<number> {
  return {
    size,
    alignment: size,
    shape: { is: 'integer', min, max },
    put(w, value) {
      if (!(value >= min && value <= max && Number.isInteger(value))) {
        throw new RangeError(`${value} is not an integer of ${min}…${max}`);
      }
      const at = w.take(size);
      set(w.data, at, value);
    },
    get(b, at, end) {
      need(at, end, size);
      return get(b.data, at);
    },
  };
}

function big(min: bigint, max: bigint, set: Set<bigint>, get: Get<bigint>): Scalar<bigint> {
  return {
    size: 8,
    alignment: 8,
    shape: { is: 'bigint', min, max },
    put(w, value) {
      if (value < min || value > max) throw new RangeError(`${value} is not an integer of ${min}…${max}`);
      const at = w.take(8);
      set(w.data, at, value);
    },
    get(b, at, end) {
      need(at, end, 8);
      return get(b.data, at);
    },
  };
}

const U64 = 2n ** 64n - 1n;
const S64 = 2n ** 63n;

export const u8: Scalar<number> = integer(
  1,
  0,
  0xff,
  (d, at, v) => d.setUint8(at, v),
  (d, at) => d.getUint8(at),
);
export const u16: Scalar<number> = integer(
  2,
  0,
  0xffff,
  (d, at, v) => d.setUint16(at, v, host),
  (d, at) => d.getUint16(at, host),
);
export const u32: Scalar<number> = integer(
  4,
  0,
  0xffff_ffff,
  (d, at, v) => d.setUint32(at, v, host),
  (d, at) => d.getUint32(at, host),
);
export const u64: Scalar<bigint> = big(
  0n,
  U64,
  (d, at, v) => d.setBigUint64(at, v, host),
  (d, at) => d.getBigUint64(at, host),
);
export const s8: Scalar<number> = integer(
  1,
  -0x80,
  0x7f,
  (d, at, v) => d.setInt8(at, v),
  (d, at) => d.getInt8(at),
);
export const s16: Scalar<number> = integer(
  2,
  -0x8000,
  0x7fff,
  (d, at, v) => d.setInt16(at, v, host),
  (d, at) => d.getInt16(at, host),
);
export const s32: Scalar<number> = integer(
  4,
  -0x8000_0000,
  0x7fff_ffff,
  (d, at, v) => d.setInt32(at, v, host),
  (d, at) => d.getInt32(at, host),
);
export const s64: Scalar<bigint> = big(
  -S64,
  S64 - 1n,
  (d, at, v) => d.setBigInt64(at, v, host),
  (d, at) => d.getBigInt64(at, host),
);
/** Network byte order, as ports and Ethernet types have it. */
export const be16: Scalar<number> = integer(
  2,
  0,
  0xffff,
  (d, at, v) => d.setUint16(at, v),
  (d, at) => d.getUint16(at),
);
export const be32: Scalar<number> = integer(
  4,
  0,
  0xffff_ffff,
  (d, at, v) => d.setUint32(at, v),
  (d, at) => d.getUint32(at),
);
/** Signed, in network byte order, as verdicts of nf_tables are. */
export const sbe32: Scalar<number> = integer(
  4,
  -0x8000_0000,
  0x7fff_ffff,
  (d, at, v) => d.setInt32(at, v),
  (d, at) => d.getInt32(at),
);
export const be64: Scalar<bigint> = big(
  0n,
  U64,
  (d, at, v) => d.setBigUint64(at, v),
  (d, at) => d.getBigUint64(at),
);

/** An attribute without payload: its presence is its value. */
export const flag: Type<true> = { shape: { is: 'flag' }, put() {}, get: () => true };

/** NLA_UINT: the kernel sends four bytes when they suffice and eight when not. */
export const uint: Type<bigint> = {
  shape: { is: 'bigint', min: 0n, max: U64 },
  put: (w, value) => (value > 0xffff_ffffn ? u64.put(w, value) : u32.put(w, Number(value))),
  get: (b, at, end) => (end - at < 8 ? BigInt(u32.get(b, at, end)) : u64.get(b, at, end)),
};

type Names = Readonly<Record<string, number>>;

/** The same scalar with names for its values: `enumerated(u8, AF)` shows 2 as `inet`. */
export function enumerated(type: Scalar<number>, names: Names): Scalar<number> {
  let words: ReadonlyMap<number, string> | undefined;
  const show = (value: number): string => {
    words ??= new Map(Object.entries(names).map(([word, number]) => [number, word.toLowerCase()]));
    return words.get(value) ?? String(value);
  };
  return { ...type, show };
}

/** The same scalar with names for its bits: shown as `up|running`, bits without a name in hexadecimal. */
export function bits(type: Scalar<number>, names: Names): Scalar<number> {
  return { ...type, show: (value) => showBits(value, names) };
}

/** The names of the bits of a value, joined with `|`. */
export function showBits(value: number, names: Names): string {
  const words: string[] = [];
  let rest = value;
  for (const [word, bit] of Object.entries(names)) {
    if (bit === 0 || (rest & bit) >>> 0 !== bit) continue;
    words.push(word.toLowerCase());
    rest = (rest & ~bit) >>> 0;
  }
  if (rest !== 0 || words.length === 0) words.push(rest === 0 ? '0' : `0x${rest.toString(16)}`);
  return words.join('|');
}
