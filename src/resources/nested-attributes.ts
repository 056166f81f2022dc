import { ATTRIBUTE_HEADER, align, attributeId, attributeLength } from '../netlink/codec/wire.ts';

/** An attribute inside the bytes of another one, in place. */
export interface NestedAttribute {
  readonly id: number;
  readonly data: Uint8Array;
  /** With its header and its padding. */
  readonly whole: Uint8Array;
}

export function attributesIn(bytes: Uint8Array): readonly NestedAttribute[] {
  const found: NestedAttribute[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let length = attributeLength(view, 0, bytes.length);
  for (let at = 0; length > 0; length = attributeLength(view, at, bytes.length)) {
    const next = at + align(length);
    const data = bytes.subarray(at + ATTRIBUTE_HEADER, at + length);
    found.push({ id: attributeId(view, at), data, whole: bytes.subarray(at, next) });
    at = next;
  }
  return found;
}
