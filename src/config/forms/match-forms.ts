import { hasHostBits, networkOf, parseIp, parseIpPrefix } from '../../model/ip.ts';
import {
  ARP_OPERATIONS,
  ctStateOf,
  ctStateText,
  IP_PROTOCOLS,
  PROTOCOLS,
} from '../../model/language/qdiscs/filters.ts';
import { parseMac } from '../../model/mac.ts';

/** How something that is said of packets is read: its canonical text; undefined if it is wrong. */
interface MatchForm {
  readonly of: (text: string) => string | undefined;
  readonly noun: string;
}

export const numberUpTo =
  (most: number) =>
  (text: string): string | undefined =>
    /^(0x[0-9a-f]{1,8}|[0-9]{1,10})$/i.test(text) && Number(text) <= most ? String(Number(text)) : undefined;

const port = numberUpTo(0xffff);

const PORTS: MatchForm = {
  of(text) {
    const [from = '', to, ...more] = text.split('-');
    const [first, last] = [port(from), to === undefined ? undefined : port(to)];
    if (first === undefined || more.length > 0) return undefined;
    if (to === undefined) return first;
    return last === undefined || Number(first) >= Number(last) ? undefined : `${first}-${last}`;
  },
  noun: 'a port or a range of ports, the lower one first, such as 443 or 8000-8100',
};

export const PREFIX: MatchForm = {
  of(text) {
    const address = parseIp(text);
    if (address !== undefined) return `${address.text}/${address.family === 4 ? 32 : 128}`;
    const prefix = parseIpPrefix(text);
    if (typeof prefix === 'string' || prefix.prefix === 0) return undefined;
    return `${networkOf(prefix.ip, prefix.prefix).text}/${prefix.prefix}`;
  },
  noun: 'an address or a network, such as 192.0.2.0/24 or 2001:db8::/32',
};

/** Whether it is of addresses, whose host bits are told of. */
export const isAddress = (form: MatchForm | undefined): boolean => form === PREFIX || form === IPV4_PREFIX;

export function isNoNetwork(text: string): boolean {
  const found = parseIpPrefix(text);
  return typeof found !== 'string' && hasHostBits(found.ip, found.prefix);
}

const MAC: MatchForm = {
  of(text) {
    const [address = '', said, ...more] = text.split('/');
    const [value, mask] = [parseMac(address), said === undefined ? undefined : parseMac(said)];
    if (value === undefined || more.length > 0 || (said !== undefined && mask === undefined))
      return undefined;
    if (mask === undefined || mask === 'ff:ff:ff:ff:ff:ff') return value;
    return mask === '00:00:00:00:00:00' ? undefined : `${inMask(value, mask)}/${mask}`;
  },
  noun: 'a MAC address, or one and a mask, such as 02:00:00:00:00:01 or 01:00:5e:00:00:00/ff:ff:ff:00:00:00',
};

/** The bits of a MAC address that count. */
function inMask(address: string, mask: string): string {
  const bits = mask.split(':').map((byte) => Number.parseInt(byte, 16));
  const bytes = address.split(':').map((byte, i) => Number.parseInt(byte, 16) & (bits[i] ?? 0));
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

const IPV4_PREFIX: MatchForm = {
  of(text) {
    const found = PREFIX.of(text);
    return found?.includes(':') === true ? undefined : found;
  },
  noun: 'an IPv4 address or network, such as 192.0.2.0/24',
};

const upTo = (most: number, noun = `a number from 0 to ${most}`): MatchForm => ({
  of: numberUpTo(most),
  noun,
});

const bits = (most: number, example: string): MatchForm => ({
  of: maskedUpTo(most),
  noun: `a number, or one and its mask, such as ${example}`,
});

export const byWord = (words: Readonly<Record<string, number>>, most: number) => (text: string) => {
  const lower = text.toLowerCase();
  if (Object.hasOwn(words, lower)) return lower;
  const number = numberUpTo(most)(text);
  if (number === undefined) return undefined;
  const word = Object.entries(words).find(([, value]) => value === Number(number))?.[0];
  return word ?? `0x${Number(number).toString(16)}`;
};

const protocolWord: MatchForm = {
  of: byWord(PROTOCOLS, 0xffff),
  noun: `${Object.keys(PROTOCOLS).join(', ')} or a number`,
};

export const MATCH_FORMS: Readonly<Record<string, MatchForm>> = {
  'src-mac': MAC,
  'dst-mac': MAC,
  'vlan-id': { of: numberUpTo(4095), noun: 'a VLAN from 0 to 4095' },
  'vlan-priority': { of: numberUpTo(7), noun: 'a number from 0 to 7' },
  'ip-proto': {
    of: byWord(IP_PROTOCOLS, 0xff),
    noun: `a number from 0 to 255, or ${Object.keys(IP_PROTOCOLS).join(', ')}`,
  },
  'src-ip': PREFIX,
  'dst-ip': PREFIX,
  'src-port': PORTS,
  'dst-port': PORTS,
  'ip-tos': { of: maskedUpTo(0xff), noun: 'a byte, or a byte and its mask, such as 0xb8/0xfc' },
  'ip-ttl': {
    of: maskedUpTo(0xff),
    noun: 'a number from 0 to 255, or one and its mask, such as 64 or 0/0xf0',
  },
  // struct flow_dissector_key_tcp, of which 12 bits are flags.
  'tcp-flags': { of: maskedUpTo(0xfff), noun: 'flags, or flags and the mask for them, such as 0x2/0x17' },
  'icmp-type': { of: numberUpTo(0xff), noun: 'a number from 0 to 255' },
  'icmp-code': { of: numberUpTo(0xff), noun: 'a number from 0 to 255' },
  'vlan-protocol': protocolWord,
  'cvlan-id': upTo(4095, 'a VLAN from 0 to 4095'),
  'cvlan-priority': upTo(7),
  'cvlan-protocol': protocolWord,
  'arp-op': { of: byWord(ARP_OPERATIONS, 0xff), noun: 'request, reply or a number from 0 to 255' },
  'arp-src-ip': IPV4_PREFIX,
  'arp-dst-ip': IPV4_PREFIX,
  'arp-src-mac': MAC,
  'arp-dst-mac': MAC,
  'mpls-label': upTo(0xf_ffff),
  'mpls-tc': upTo(7),
  'mpls-bos': upTo(1),
  'mpls-ttl': upTo(0xff),
  'ct-state': {
    of(text) {
      const state = ctStateOf(text.toLowerCase());
      return state === undefined ? undefined : ctStateText(state.value, state.mask);
    },
    noun: 'states with + or -, such as +trk+est, of trk, new, est, rel, inv and rpl',
  },
  'ct-zone': bits(0xffff, '3 or 0x100/0xff00'),
  'ct-mark': bits(0xffff_ffff, '7 or 0x10/0xf0'),
  'enc-key-id': upTo(0xffff_ffff),
  'enc-src-ip': PREFIX,
  'enc-dst-ip': PREFIX,
  'enc-src-port': upTo(0xffff, 'a port'),
  'enc-dst-port': upTo(0xffff, 'a port'),
  'enc-tos': bits(0xff, '0xb8/0xfc'),
  'enc-ttl': bits(0xff, '64'),
  // The kernel takes it for the number of the filter, which is not 0.
  mark: {
    of(text) {
      const [value, mask] = maskedUpTo(0xffff_ffff)(text)?.split('/') ?? [];
      if (value === undefined || value === '0x0') return undefined;
      return mask === '0xffffffff' ? value : `${value}/${mask}`;
    },
    noun: 'a number from 1 to 0xffffffff, or one and its mask, such as 0x10/0xf0',
  },
};

function maskedUpTo(most: number): (text: string) => string | undefined {
  return (text) => {
    const [value = '', mask = String(most), ...more] = text.split('/');
    const [a, b] = [value, mask].map(numberUpTo(most));
    if (a === undefined || b === undefined || b === '0' || more.length > 0) return undefined;
    return `0x${((Number(a) & Number(b)) >>> 0).toString(16)}/0x${Number(b).toString(16)}`;
  };
}
