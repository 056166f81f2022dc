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
  readonly code: 'wrong-address' | 'host-bits';
  readonly message: string;
  readonly hint?: string;
}

/** Reads `address` or `address/length` as a network; a fault when it is none or has bits beyond the length. */
export function parseTarget(text: string): IpPrefix | TargetFault {
  const ip = text.includes('/') ? undefined : parseIp(text);
  const found = ip === undefined ? parseIpPrefix(text) : { ip, prefix: addressBits(ip.family) };
  if (found === 'bad-prefix') {
    const message = `${JSON.stringify(text)} has no valid prefix length (IPv4: 0 to 32, IPv6: 0 to 128)`;
    return { code: 'wrong-address', message };
  }
  if (typeof found === 'string') {
    return { code: 'wrong-address', message: `${JSON.stringify(text)} is no IP address or network` };
  }
  if (!hasHostBits(found.ip, found.prefix)) return found;
  // fib_valid_key_len in the kernel refuses such an IPv4 route; IPv6 clears the bits in silence.
  const network = `${networkOf(found.ip, found.prefix).text}/${found.prefix}`;
  return {
    code: 'host-bits',
    message: `${JSON.stringify(text)} has bits set beyond its prefix length`,
    hint: `did you mean ${network}, or the host ${found.ip.text}?`,
  };
}

export function isFault(target: IpPrefix | TargetFault): target is TargetFault {
  return 'code' in target;
}

export function targetText({ ip, prefix }: { readonly ip: Ip; readonly prefix: number }): string {
  return `${ip.text}/${prefix}`;
}

/** The default route's destination. */
export function anyTarget(family: 4 | 6): string {
  return family === 4 ? '0.0.0.0/0' : '::/0';
}
