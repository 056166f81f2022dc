import { host } from '../netlink/index.ts';

/** struct nlattr: length, type. */
const HEADER = 4;
/** NLA_TYPE_MASK */
const TYPE = 0x3fff;

/** An attribute among the bytes of another one, in place. */
export interface NestedAttribute {
  readonly id: number;
  readonly data: Uint8Array;
  /** With its header and what fills it up. */
  readonly whole: Uint8Array;
}

export function attributesIn(bytes: Uint8Array): readonly NestedAttribute[] {
  const found: NestedAttribute[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + HEADER <= bytes.length; ) {
    const length = view.getUint16(at, host);
    if (length < HEADER || at + length > bytes.length) break;
    const next = at + ((length + 3) & ~3);
    const data = bytes.subarray(at + HEADER, at + length);
    found.push({ id: view.getUint16(at + 2, host) & TYPE, data, whole: bytes.subarray(at, next) });
    at = next;
  }
  return found;
}
