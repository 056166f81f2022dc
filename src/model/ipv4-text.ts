const DOT = 46;
const ZERO = 48;
const NINE = 57;

/**
 * Parses the part of a text from `start` to `end` as an IPv4 address. Returns it as a number, or -1 if it is not one.
 * Files may have a million of them, so the text is not cut into pieces here.
 */
export function ipv4At(text: string, start: number, end: number): number {
  if (end - start < 7 || end - start > 15) return -1;
  let address = 0;
  let bytes = 0;
  let value = -1;
  for (let i = start; i <= end; i += 1) {
    const code = i === end ? DOT : text.charCodeAt(i);
    if (code === DOT) {
      if (value < 0 || value > 255) return -1;
      address = address * 256 + value;
      bytes += 1;
      value = -1;
    } else if (code >= ZERO && code <= NINE && value !== 0) {
      value = (value < 0 ? 0 : value * 10) + code - ZERO;
    } else {
      return -1;
    }
  }
  return bytes === 4 ? address : -1;
}

/** Parses the part of a text from `start` to `end` as a prefix length without leading zeros; -1 if it is not one. */
export function prefixAt(text: string, start: number, end: number): number {
  const digits = end - start;
  if (digits < 1 || digits > 3 || (digits > 1 && text.charCodeAt(start) === ZERO)) return -1;
  let value = 0;
  for (let i = start; i < end; i += 1) {
    const code = text.charCodeAt(i);
    if (code < ZERO || code > NINE) return -1;
    value = value * 10 + code - ZERO;
  }
  return value;
}

/** The four bytes of an IPv4 address in text form; undefined if it is not one. */
export function ipv4Bytes(text: string): number[] | undefined {
  const address = ipv4At(text, 0, text.length);
  return address < 0 ? undefined : bytesOf(address);
}

/** The four bytes of an IPv4 address given as a number. */
export const bytesOf = (address: number): number[] => [
  address >>> 24,
  (address >>> 16) & 255,
  (address >>> 8) & 255,
  address & 255,
];
