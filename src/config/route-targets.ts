import {
  addressBits,
  hasHostBits,
  type Ip,
  type IpPrefix,
  networkOf,
  parseIp,
  parseIpPrefix,
} from '../model/ip.ts';

/** What is wrong with a text that should name a destination. */
export interface TargetFault {
  readonly code: 'wrong-address';
  readonly message: string;
}

/** A network. */
export interface Target extends IpPrefix {
  /** What to say of bits beyond its prefix length, which were written and are left out here; `taken` where that is no error. */
  readonly hostBits?: { readonly message: string; readonly taken: string; readonly hint: string };
}

/** Reads `address` or `address/length` as a network. */
export function parseTarget(text: string): Target | TargetFault {
  const ip = text.includes('/') ? undefined : parseIp(text);
  const found = ip === undefined ? parseIpPrefix(text) : { ip, prefix: addressBits(ip.family) };
  if (found === 'bad-prefix') {
    const message = `${JSON.stringify(text)} has no valid prefix length (IPv4: 0 to 32, IPv6: 0 to 128)`;
    return { code: 'wrong-address', message };
  }
  if (typeof found === 'string') {
    return { code: 'wrong-address', message: `${JSON.stringify(text)} is no IP address or network` };
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

export function isFault(target: Target | TargetFault): target is TargetFault {
  return 'code' in target;
}

export function targetText({ ip, prefix }: { readonly ip: Ip; readonly prefix: number }): string {
  return `${ip.text}/${prefix}`;
}

/** The default route's destination. */
export function anyTarget(family: 4 | 6): string {
  return family === 4 ? '0.0.0.0/0' : '::/0';
}
