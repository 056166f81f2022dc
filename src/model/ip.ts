import { bytesOf, ipv4Bytes, prefixAt } from './ipv4-text.ts';
import { formatIpv6, ipv6Groups } from './ipv6-text.ts';

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

/** The number of bits of an address. */
export function addressBits(family: 4 | 6): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/**
 * Reads an address strictly: no leading zeros, no short or hexadecimal IPv4, no zone (`%eth0`).
 * Returns undefined for anything else.
 */
export function parseIp(text: string): Ip | undefined {
  const bytes = ipv4Bytes(text);
  if (bytes !== undefined) return { family: 4, text, parts: bytes };
  const parts = ipv6Groups(text);
  return parts && { family: 6, text: formatIpv6(parts), parts };
}

/** The IPv4 address with this number. */
export function ipv4Of(address: number): Ip {
  const parts = bytesOf(address);
  return { family: 4, text: parts.join('.'), parts };
}

/** Parses `address/length`; the length must have decimal digits only and fit the family. */
export function parseIpPrefix(text: string): IpPrefix | PrefixFault {
  const slash = text.indexOf('/');
  if (slash < 0) return parseIp(text) === undefined ? 'bad-address' : 'no-prefix';
  const ip = parseIp(text.slice(0, slash));
  if (ip === undefined) return 'bad-address';
  const prefix = prefixAt(text, slash + 1, text.length);
  return prefix >= 0 && prefix <= addressBits(ip.family) ? { ip, prefix } : 'bad-prefix';
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
  for (let i = prefix >> (width === 8 ? 3 : 4); i < ip.parts.length; i += 1)
    if (((ip.parts[i] ?? 0) & ~partMask(width, prefix - i * width)) !== 0) return true;
  return false;
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
  const full = (1 << width) - 1;
  for (let i = prefix >> (width === 8 ? 3 : 4); i < ip.parts.length; i += 1)
    if (((ip.parts[i] ?? 0) | partMask(width, prefix - i * width)) !== full) return false;
  return true;
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

/** Below this MTU the kernel has no IPv6 on a link (IPV6_MIN_MTU). */
export const IPV6_MIN_MTU = 1280;

/** fe80::/10 */
export function isIpv6LinkLocal(ip: Ip): boolean {
  return ip.family === 6 && ((ip.parts[0] ?? 0) & 0xffc0) === 0xfe80;
}

/** The same for an address as text. */
export function isLinkLocalText(address: string): boolean {
  const ip = parseIp(address);
  return ip !== undefined && isIpv6LinkLocal(ip);
}

function partMask(width: number, bits: number): number {
  if (bits <= 0) return 0;
  const full = (1 << width) - 1;
  return bits >= width ? full : full & (full << (width - bits));
}
