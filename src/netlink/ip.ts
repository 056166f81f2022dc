/**
 * An IPv4 address as an unsigned number (so it sorts and masks naturally); an IPv6 one as its sixteen bytes in a
 * string of char codes 0…255. Both compare with `===` and key a Map; text is for the edges only.
 */
export type Address = number | string;

const DOT = 46;
const ZERO = 48;

const OCTETS: readonly string[] = Array.from({ length: 256 }, (_, n) => String(n));

/**
 * Reads an IP address in text form, strictly: four decimal octets, or RFC 4291 without a zone.
 * @throws TypeError with code ERR_INVALID_ADDRESS
 */
export function parseAddress(text: string): Address {
  const number = parseIPv4(text);
  if (number !== undefined) return number;
  const bytes = parseIPv6(text);
  if (bytes !== undefined) return bytes;
  throw Object.assign(new TypeError(`${JSON.stringify(text)} is not an IP address`), {
    code: 'ERR_INVALID_ADDRESS',
  });
}

/**
 * Written by hand, as isIPv4() of node:net and split() take ten times as long; undefined for anything but four octets.
 */
function parseIPv4(text: string): number | undefined {
  let value = 0;
  let octet = -1; // no digit yet
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT) {
      if (octet < 0 || ++dots > 3) return undefined;
      value = value * 256 + octet;
      octet = -1;
    } else {
      const digit = code - ZERO;
      // A zero before other digits is refused: some read such octets as octal.
      if (digit < 0 || digit > 9 || octet === 0) return undefined;
      octet = octet < 0 ? digit : octet * 10 + digit;
      if (octet > 255) return undefined;
    }
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : undefined;
}

const GROUP = /^[0-9a-f]{1,4}$/i;

function parseIPv6(text: string): string | undefined {
  const gap = text.indexOf('::');
  if (gap < 0) {
    const all = groups(text);
    return all?.length === 8 ? bytesOf(all) : undefined;
  }
  const front = gap === 0 ? [] : groups(text.slice(0, gap));
  const back = gap + 2 === text.length ? [] : groups(text.slice(gap + 2));
  // Only at the very end may there be an IPv4 address.
  if (front === undefined || back === undefined || text.lastIndexOf('.', gap) >= 0) return undefined;
  const missing = 8 - front.length - back.length;
  return missing < 1 ? undefined : bytesOf([...front, ...new Array<number>(missing).fill(0), ...back]);
}

const bytesOf = (groups: readonly number[]): string =>
  groups.map((group) => String.fromCharCode(group >> 8, group & 0xff)).join('');

function groups(text: string): number[] | undefined {
  const found: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (GROUP.test(part)) found.push(Number.parseInt(part, 16));
    else {
      const value = i === parts.length - 1 ? parseIPv4(part) : undefined;
      if (value === undefined) return undefined;
      found.push(value >>> 16, value & 0xffff);
    }
  }
  return found;
}

/**
 * The text form of an address: dotted decimal, or RFC 5952 (lower case, the longest run of zeroes as `::`). Bytes of
 * another length than sixteen, which no IP address has, are shown in hexadecimal.
 */
export function formatAddress(address: Address): string {
  if (typeof address === 'number') return formatIPv4(address);
  return address.length === 16 ? formatIPv6(address) : `0x${Buffer.from(address, 'latin1').toString('hex')}`;
}

const formatIPv4 = (n: number): string =>
  `${OCTETS[n >>> 24]}.${OCTETS[(n >>> 16) & 0xff]}.${OCTETS[(n >>> 8) & 0xff]}.${OCTETS[n & 0xff]}`;

const MAPPED = '\0\0\0\0\0\0\0\0\0\0\xff\xff';

function formatIPv6(address: string): string {
  const group = (i: number): number => (address.charCodeAt(2 * i) << 8) | address.charCodeAt(2 * i + 1);
  if (address.startsWith(MAPPED)) return `::ffff:${formatIPv4(((group(6) << 16) | group(7)) >>> 0)}`;
  let best = 8;
  let length = 1; // a single zero group is not shortened
  for (let i = 0; i < 8; ) {
    let end = i;
    while (end < 8 && group(end) === 0) end++;
    if (end - i > length) [best, length] = [i, end - i];
    i = Math.max(end, i + 1);
  }
  let out = '';
  for (let i = 0; i < 8; i++) {
    if (i === best) {
      out += '::';
      i += length - 1;
    } else out += (out === '' || out.endsWith('::') ? '' : ':') + group(i).toString(16);
  }
  return out;
}
