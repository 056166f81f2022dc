import { NetlinkDecodeError } from './decode-error.ts';
import {
  ATTRIBUTE_HEADER,
  align,
  attributeId,
  attributeLength,
  type Block,
  host,
  NESTED,
  type Writer,
} from './wire.ts';

/** The key under which a decoded value keeps the attributes that its table does not know. */
export const unknown: unique symbol = Symbol('unknown attributes');

/** An attribute that a table does not know, kept as it was so that writing the value again loses nothing. */
export interface UnknownAttribute {
  readonly id: number;
  readonly data: Uint8Array;
  /** NLA_F_NESTED was set. */
  readonly nested?: true;
}

/** What a value may carry besides its known attributes. */
export type WithUnknown = {
  // A type, not an interface: so that the value of any table is the value of AnyMessage, which has an index signature.
  [unknown]?: readonly UnknownAttribute[];
};

export const idAt = (b: Block, at: number): number => attributeId(b.data, at);

/** @throws NetlinkDecodeError if the attribute at `at` does not lie within `end` */
export function lengthAt(b: Block, at: number, end: number): number {
  const length = attributeLength(b.data, at, end);
  if (length === 0) {
    const said = end - at < ATTRIBUTE_HEADER ? 0 : b.data.getUint16(at, host);
    throw new NetlinkDecodeError(
      `the attribute at byte ${at} says ${said} bytes, where ${end - at} are left`,
    );
  }
  return length;
}

/** Calls `visit` for each attribute between `start` and `end`: its id, and where its payload lies. */
export function eachAttribute(
  b: Block,
  start: number,
  end: number,
  visit: (id: number, at: number, end: number) => void,
): void {
  for (let at = start; at < end; ) {
    const length = lengthAt(b, at, end);
    visit(idAt(b, at), at + ATTRIBUTE_HEADER, at + length);
    at += align(length);
  }
}

/** An attribute kept aside; `at` and `end` bound its payload. */
export function keep(b: Block, at: number, end: number): UnknownAttribute {
  const id = idAt(b, at - ATTRIBUTE_HEADER);
  const data = b.bytes.slice(at, end);
  const nested = (b.data.getUint16(at - 2, host) & NESTED) !== 0;
  return nested ? { id, data, nested } : { id, data };
}

export function putUnknown(w: Writer, value: WithUnknown): void {
  for (const { id, data, nested } of value[unknown] ?? []) {
    const start = w.open();
    const at = w.take(data.length);
    w.bytes.set(data, at);
    w.close(start, nested ? id | NESTED : id);
  }
}
