import { parseIp } from '../../../model/ip.ts';
import {
  ARP_OPERATIONS,
  ctStateOf,
  ctStateText,
  type Filter,
  IP_PROTOCOLS,
  PROTOCOLS,
  WITH_PORTS,
} from '../../../model/language/qdiscs/filters.ts';
import { formatAddress, parseAddress } from '../../../netlink/index.ts';
import type { Members } from './wire.ts';

/** How one of the things that are said of packets stands in TCA_OPTIONS. `read` is undefined for what cannot be said. */
interface MatchWire {
  readonly members: readonly string[];
  readonly write: (text: string, filter: Filter) => Members;
  readonly read: (members: Members) => string | undefined;
}

const ALL_OF_MAC = 'ff:ff:ff:ff:ff:ff';

/** A MAC address, with the bits of it that count unless all do. */
const mac = (member: string): MatchWire => ({
  members: [member, `${member}Mask`],
  write(text) {
    const [value, mask] = text.split('/');
    return { [member]: value, ...(mask !== undefined && { [`${member}Mask`]: mask }) };
  },
  read: ({ [member]: value, [`${member}Mask`]: mask = ALL_OF_MAC }) =>
    mask === ALL_OF_MAC ? String(value) : `${value}/${mask}`,
});

/** A number all of whose bits count. */
const number = (member: string, all?: number): MatchWire => ({
  members: [member, ...(all === undefined ? [] : [`${member}Mask`])],
  write: (text) => ({ [member]: Number(text) }),
  read: ({ [member]: value, [`${member}Mask`]: mask = all }) => (mask === all ? String(value) : undefined),
});

const word = (member: string, words: Readonly<Record<string, number>>): MatchWire => ({
  members: [member],
  write: (text) => ({ [member]: words[text] ?? Number(text) }),
  read: ({ [member]: value }) => wordOf(words, value),
});

/** An address of either family, with the length of its prefix. */
const ip = (v4: string, v6: string): MatchWire => {
  return {
    members: [v4, `${v4}Mask`, v6, `${v6}Mask`],
    write(text) {
      const [address = '', length = ''] = text.split('/');
      const family = parseIp(address)?.family ?? 4;
      const name = family === 4 ? v4 : v6;
      return { [name]: parseAddress(address), [`${name}Mask`]: maskOf(Number(length), family) };
    },
    read(members) {
      const name = members[v4] === undefined ? v6 : v4;
      const length = lengthOf(members[`${name}Mask`]);
      // Safe: an address as the codec reads it.
      return length === undefined
        ? undefined
        : `${formatAddress(members[name] as number | string)}/${length}`;
    },
  };
};

const BYTE = 8;

function maskOf(length: number, family: 4 | 6): number | string {
  if (family === 4) return length === 0 ? 0 : (0xffff_ffff << (32 - length)) >>> 0;
  return String.fromCharCode(
    ...Array.from(
      { length: 16 },
      (_, i) => (0xff00 >> Math.min(Math.max(length - i * BYTE, 0), BYTE)) & 0xff,
    ),
  );
}

/** The length of a prefix; undefined if the mask is none of one. */
function lengthOf(mask: unknown): number | undefined {
  const bits =
    typeof mask === 'number'
      ? mask.toString(2).padStart(32, '0')
      : Array.from(String(mask), (c) => c.charCodeAt(0).toString(2).padStart(BYTE, '0')).join('');
  return /^1*0*$/.test(bits) ? (bits.indexOf('0') < 0 ? bits.length : bits.indexOf('0')) : undefined;
}

/** A port, or a range of them. */
const port = (end: 'Src' | 'Dst'): MatchWire => {
  const own = WITH_PORTS.map((name) => `${name}${end}`);
  const range = [`port${end}Min`, `port${end}Max`] as const;
  return {
    members: [...own.flatMap((name) => [name, `${name}Mask`]), ...range],
    write(text, { match }) {
      const [from, to] = text.split('-');
      if (to !== undefined) return { [range[0]]: Number(from), [range[1]]: Number(to) };
      return { [`${WITH_PORTS.find((name) => name === match['ip-proto']) ?? 'tcp'}${end}`]: Number(from) };
    },
    read(members) {
      if (members[range[0]] !== undefined) return `${members[range[0]]}-${members[range[1]]}`;
      const name = own.find((one) => members[one] !== undefined) ?? '';
      const mask = members[`${name}Mask`];
      return mask === undefined || mask === 0xffff ? String(members[name]) : undefined;
    },
  };
};

export const hex = (value: unknown): string => `0x${Number(value).toString(16)}`;

/** A number with the bits of it that count. */
const masked = (member: string, all: number): MatchWire => ({
  members: [member, `${member}Mask`],
  write(text) {
    const [value, mask] = text.split('/').map(Number);
    return { [member]: value, [`${member}Mask`]: mask };
  },
  read: ({ [member]: value, [`${member}Mask`]: mask = all }) =>
    Number(mask) > all ? undefined : `${hex(value)}/${hex(mask)}`,
});

/** The type of an ICMP packet, or its code, which have their own members for IPv6. */
const icmp = (part: 'Type' | 'Code'): MatchWire => {
  const [v4, v6] = [`icmpv4${part}`, `icmpv6${part}`];
  return {
    members: [v4, `${v4}Mask`, v6, `${v6}Mask`],
    write: (text, { match }) => ({ [match['ip-proto'] === 'icmpv6' ? v6 : v4]: Number(text) }),
    read(members) {
      const member = members[v4] === undefined ? v6 : v4;
      return (members[`${member}Mask`] ?? 0xff) === 0xff ? String(members[member]) : undefined;
    },
  };
};

export const wordOf = (words: Readonly<Record<string, number>>, value: unknown): string =>
  Object.entries(words).find(([, one]) => one === value)?.[0] ?? hex(value);

/** A number of which all bits count, by its word if it has one. */
function maskedWord(member: string, words: Readonly<Record<string, number>>, all: number): MatchWire {
  const { members, read } = number(member, all);
  const write = (text: string): Members => ({ [member]: words[text] ?? Number(text) });
  return {
    members,
    write,
    read: (found) => (read(found) === undefined ? undefined : wordOf(words, found[member])),
  };
}

export const MATCHES: Readonly<Record<string, MatchWire>> = {
  'src-mac': mac('ethSrc'),
  'dst-mac': mac('ethDst'),
  'vlan-id': number('vlanId'),
  'vlan-priority': number('vlanPrio'),
  'ip-proto': word('ipProto', IP_PROTOCOLS),
  'src-ip': ip('ipv4Src', 'ipv6Src'),
  'dst-ip': ip('ipv4Dst', 'ipv6Dst'),
  'src-port': port('Src'),
  'dst-port': port('Dst'),
  'ip-tos': masked('ipTos', 0xff),
  'ip-ttl': masked('ipTtl', 0xff),
  'tcp-flags': masked('tcpFlags', 0xfff),
  'icmp-type': icmp('Type'),
  'icmp-code': icmp('Code'),
  'vlan-protocol': word('vlanEthType', PROTOCOLS),
  'cvlan-id': number('cvlanId'),
  'cvlan-priority': number('cvlanPrio'),
  'cvlan-protocol': word('cvlanEthType', PROTOCOLS),
  'arp-op': maskedWord('arpOp', ARP_OPERATIONS, 0xff),
  'arp-src-ip': ip('arpSip', 'arpSip'),
  'arp-dst-ip': ip('arpTip', 'arpTip'),
  'arp-src-mac': mac('arpSha'),
  'arp-dst-mac': mac('arpTha'),
  'mpls-label': number('mplsLabel'),
  'mpls-tc': number('mplsTc'),
  'mpls-bos': number('mplsBos'),
  'mpls-ttl': number('mplsTtl'),
  'ct-state': {
    members: ['ctState', 'ctStateMask'],
    write(text) {
      const { value, mask } = ctStateOf(text) ?? { value: 0, mask: 0 };
      return { ctState: value, ctStateMask: mask };
    },
    read: ({ ctState, ctStateMask }) => ctStateText(Number(ctState), Number(ctStateMask)),
  },
  'ct-zone': masked('ctZone', 0xffff),
  'ct-mark': masked('ctMark', 0xffff_ffff),
  'enc-key-id': number('encKeyId'),
  'enc-src-ip': ip('encIpv4Src', 'encIpv6Src'),
  'enc-dst-ip': ip('encIpv4Dst', 'encIpv6Dst'),
  'enc-src-port': number('encUdpSrcPort', 0xffff),
  'enc-dst-port': number('encUdpDstPort', 0xffff),
  'enc-tos': masked('encIpTos', 0xff),
  'enc-ttl': masked('encIpTtl', 0xff),
  mark: {
    members: ['mask'],
    write(text) {
      const [, mask] = text.split('/');
      return mask === undefined ? {} : { mask: Number(mask) };
    },
    // It is the number of the filter: see `readFilter`.
    read: () => undefined,
  },
};

export const protocolNumber = (protocol: string): number => PROTOCOLS[protocol] ?? Number(protocol);
