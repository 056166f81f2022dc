import { isIPv4, isIPv6 } from 'node:net';

/** An IP address in parts: four bytes for IPv4, eight 16-bit groups for IPv6. */
export interface Ip {
  readonly family: 4 | 6;
  /** Canonical text (RFC 5952 for IPv6). */
  readonly text: string;
  readonly parts: readonly number[];
}

/** An address with a prefix length; host bits are kept. */
export interface IpPrefix {
  readonly ip: Ip;
  readonly prefix: number;
}

export type PrefixFault = 'no-prefix' | 'bad-address' | 'bad-prefix';

/** Bits of one address. */
export function addressBits(family: 4 | 6): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/**
 * Reads an address strictly: no leading zeros, no short or hexadecimal IPv4, no zone (`%eth0`).
 * Returns undefined for anything else.
 */
export function parseIp(text: string): Ip | undefined {
  if (isIPv4(text)) return { family: 4, text, parts: text.split('.').map(Number) };
  if (!isIPv6(text) || text.includes('%')) return undefined;
  const parts = groupsOf(text);
  return { family: 6, text: formatIpv6(parts), parts };
}

/** Reads `address/length`; the length has decimal digits only and fits the family. */
export function parseIpPrefix(text: string): IpPrefix | PrefixFault {
  const slash = text.indexOf('/');
  if (slash < 0) return parseIp(text) === undefined ? 'bad-address' : 'no-prefix';
  const ip = parseIp(text.slice(0, slash));
  if (ip === undefined) return 'bad-address';
  const digits = text.slice(slash + 1);
  const prefix = /^(0|[1-9][0-9]{0,2})$/.test(digits) ? Number(digits) : Number.NaN;
  return prefix <= addressBits(ip.family) ? { ip, prefix } : 'bad-prefix';
}

/** The address with all bits beyond the prefix cleared. */
export function networkOf(ip: Ip, prefix: number): Ip {
  const width = ip.family === 4 ? 8 : 16;
  const parts = ip.parts.map((part, i) => part & partMask(width, prefix - i * width));
  const text = ip.family === 4 ? parts.join('.') : formatIpv6(parts);
  return { family: ip.family, text, parts };
}

/** Whether bits beyond the prefix are set, as in 10.0.0.5/8. */
export function hasHostBits(ip: Ip, prefix: number): boolean {
  const width = ip.family === 4 ? 8 : 16;
  return ip.parts.some((part, i) => (part & ~partMask(width, prefix - i * width)) !== 0);
}

/** Whether the prefix (host bits in it do not matter) covers the address. */
export function covers(network: Ip, prefix: number, ip: Ip): boolean {
  if (network.family !== ip.family) return false;
  const width = ip.family === 4 ? 8 : 16;
  return network.parts.every(
    (part, i) => ((part ^ (ip.parts[i] ?? 0)) & partMask(width, prefix - i * width)) === 0,
  );
}

/** Whether all bits beyond the prefix are set: the directed broadcast address of its IPv4 network. */
export function isLastOfNetwork(ip: Ip, prefix: number): boolean {
  const width = ip.family === 4 ? 8 : 16;
  const full = 2 ** width - 1;
  return ip.parts.every((part, i) => (part | partMask(width, prefix - i * width)) === full);
}

/** 0.0.0.0 or :: */
export function isUnspecified(ip: Ip): boolean {
  return ip.parts.every((part) => part === 0);
}

/** 224.0.0.0/4 or ff00::/8 */
export function isMulticast(ip: Ip): boolean {
  const first = ip.parts[0] ?? 0;
  return ip.family === 4 ? first >= 224 && first <= 239 : first >= 0xff00;
}

/** 255.255.255.255 */
export function isLimitedBroadcast(ip: Ip): boolean {
  return ip.family === 4 && ip.text === '255.255.255.255';
}

/** fe80::/10 */
export function isIpv6LinkLocal(ip: Ip): boolean {
  return ip.family === 6 && ((ip.parts[0] ?? 0) & 0xffc0) === 0xfe80;
}

function partMask(width: number, bits: number): number {
  if (bits <= 0) return 0;
  const full = 2 ** width - 1;
  return bits >= width ? full : full & ~(2 ** (width - bits) - 1);
}

/** The eight groups of an IPv6 text that isIPv6() has accepted. */
function groupsOf(text: string): number[] {
  const gap = text.indexOf('::');
  if (gap < 0) return side(text);
  const left = side(text.slice(0, gap));
  const right = side(text.slice(gap + 2));
  return [...left, ...new Array<number>(8 - left.length - right.length).fill(0), ...right];
}

function side(text: string): number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
    return [a * 256 + b, c * 256 + d];
  });
}

/** RFC 5952: lower case, the longest run of two or more zero groups (the first of equals) as `::`. */
function formatIpv6(parts: readonly number[]): string {
  let best = { start: -1, length: 1 };
  for (let i = 0; i < 8; ) {
    let end = i;
    while (end < 8 && parts[end] === 0) end += 1;
    if (end - i > best.length) best = { start: i, length: end - i };
    i = end + 1;
  }
  // RFC 5952, section 5, and inet_ntop(3): IPv4-mapped addresses keep their dotted tail.
  if (best.start === 0 && best.length === 5 && parts[5] === 0xffff) return `::ffff:${dotted(parts)}`;
  const hex = parts.map((part) => part.toString(16));
  if (best.start < 0) return hex.join(':');
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`;
}

function dotted(parts: readonly number[]): string {
  const [high = 0, low = 0] = parts.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
