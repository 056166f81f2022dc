import {
  addressBits,
  hasHostBits,
  type Ip,
  type IpPrefix,
  networkOf,
  parseIp,
  parseIpPrefix,
} from '../model/ip.ts';
import { ipv4At, prefixAt } from '../model/ipv4-text.ts';

/** Why a text is not a destination. */
export interface TargetFault {
  readonly code: 'wrong-address';
  readonly message: string;
}

/** A network. */
export interface Target extends IpPrefix {
  /**
   * Messages about bits beyond the prefix length, which were written but are not included here; `taken` is for places
   * where that is no error.
   */
  readonly hostBits?: { readonly message: string; readonly taken: string; readonly hint: string };
}

/** Parses `address` or `address/length` as a network. */
export function parseTarget(text: string): Target | TargetFault {
  const ip = text.includes('/') ? undefined : parseIp(text);
  const found = ip === undefined ? parseIpPrefix(text) : { ip, prefix: addressBits(ip.family) };
  if (found === 'bad-prefix') {
    const message = `${JSON.stringify(text)} has no valid prefix length (IPv4: 0 to 32, IPv6: 0 to 128)`;
    return { code: 'wrong-address', message };
  }
  if (typeof found === 'string') {
    return { code: 'wrong-address', message: `${JSON.stringify(text)} is not an IP address or network` };
  }
  const { prefix } = found;
  if (!hasHostBits(found.ip, prefix)) return found;
  const network = networkOf(found.ip, prefix);
  const target = { ip: network, prefix };
  const message = `${JSON.stringify(text)} has bits set beyond its prefix length`;
  return {
    ...target,
    hostBits: {
      message,
      taken: `${message}: it is taken for ${targetText(target)}`,
      hint: `did you mean ${targetText(target)}, or the host ${found.ip.text}?`,
    },
  };
}

const SLASH = 47;

/**
 * The same for a part of a text, if it is a correct IPv4 address or network; the result is in numbers. False for
 * everything else. There may be a million.
 */
export function ipv4TargetAt(
  text: string,
  start: number,
  end: number,
  target: { address: number; length: number },
): boolean {
  const digits = text.charCodeAt(end - 2) === SLASH ? 1 : text.charCodeAt(end - 3) === SLASH ? 2 : 0;
  const addressEnd = digits === 0 ? end : end - digits - 1;
  target.address = ipv4At(text, start, addressEnd);
  target.length = digits === 0 ? addressBits(4) : prefixAt(text, addressEnd + 1, end);
  const { address, length } = target;
  return address >= 0 && length >= 0 && length <= addressBits(4) && hasNoHostBits(address, length);
}

/** Whether an IPv4 address has no bits set beyond the prefix length. */
export const hasNoHostBits = (address: number, length: number): boolean =>
  length === 32 || address << length === 0;

export function isFault(target: Target | TargetFault): target is TargetFault {
  return 'code' in target;
}

export function targetText({ ip, prefix }: { readonly ip: Ip; readonly prefix: number }): string {
  return `${ip.text}/${prefix}`;
}

/** The destination of the default route. */
export function anyTarget(family: 4 | 6): string {
  return family === 4 ? '0.0.0.0/0' : '::/0';
}
