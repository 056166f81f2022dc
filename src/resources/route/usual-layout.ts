import { host, type Writer } from '../../netlink/index.ts';

/** The sizes of struct rtmsg and of an attribute with 32 bits: most IPv4 routes consist only of these. */
export const HEADER = 12;
export const WORD = 8;

/** RTA_* */
export const DST = 1;
export const OIF = 4;
export const GATEWAY = 5;
export const PRIORITY = 6;
export const PREFSRC = 7;
export const TABLE = 15;

/**
 * Writes an attribute with 32 bits.
 * @throws RangeError if the value does not fit
 */
export function putWord(w: Writer, id: number, value: number, littleEndian: boolean): void {
  if (value >>> 0 !== value) throw new RangeError(`attribute ${id}: ${value} is not an integer of 32 bits`);
  const at = w.take(WORD);
  w.data.setUint16(at, WORD, host);
  w.data.setUint16(at + 2, id, host);
  w.data.setUint32(at + 4, value, littleEndian);
}
