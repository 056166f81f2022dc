import { type Address, formatAddress } from '../ip.ts';
import { need } from './decode-error.ts';
import { be32 } from './scalars.ts';
import type { Scalar, Type } from './type.ts';
import type { Block, Writer } from './wire.ts';

export type { Address } from '../ip.ts';

const latin1 = (b: Block, at: number, end: number): string => {
  let out = '';
  for (let i = at; i < end; i++) out += String.fromCharCode(b.bytes[i] ?? 0);
  return out;
};

/** Writes a string of char codes as bytes. */
export function putLatin1(w: Writer, value: string): void {
  let at = w.take(value.length);
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code > 0xff) throw new RangeError('an address is a string of char codes 0…255');
    w.bytes[at++] = code;
  }
}

/** An IPv4 address: four bytes, a number. */
export const ipv4: Scalar<number> = {
  ...be32,
  shape: { is: 'address', version: 4 },
  show: (value) => formatAddress(value),
};

/** An IPv6 address: sixteen bytes, a string of their char codes. */
export const ipv6: Scalar<string> = {
  size: 16,
  alignment: 1,
  shape: { is: 'address', version: 6 },
  put(w, value) {
    if (value.length !== 16) {
      throw new RangeError(`an IPv6 address is a string of 16 bytes, not ${value.length}: see parseAddress`);
    }
    putLatin1(w, value);
  },
  get(b, at, end) {
    need(at, end, 16);
    return latin1(b, at, at + 16);
  },
  show: (value) => formatAddress(value),
};

/**
 * An address of either version, told apart by its length. Bytes of any other length (of another family, or no address
 * at all) are given as a string of them, so that one unusual entry does not make a whole dump fail.
 */
export const ip: Type<Address> = {
  shape: { is: 'address' },
  put(w, value) {
    if (typeof value === 'number') ipv4.put(w, value);
    else if (value !== '') ipv6.put(w, value);
  },
  get: (b, at, end) => (end - at === 4 ? b.data.getUint32(at) : latin1(b, at, end)),
  show: (value) => formatAddress(value),
};
