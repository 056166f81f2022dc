import { parseIp } from '../../../model/ip.ts';
import {
  actionTable,
  type Filter,
  type FilterAction,
  IP_PROTOCOLS,
  NOWHERE,
  PROTOCOLS,
  WITH_PORTS,
} from '../../../model/language/qdiscs/filters.ts';
import type { QdiscOptions } from '../../../model/language/qdiscs/option.ts';
import { withoutUsualOptions } from '../../../model/language/qdiscs/options-text.ts';
import {
  burstTicks,
  formatAddress,
  parseAddress,
  rateTable,
  TC_ACT,
  TCA_CLS_FLAGS,
  TCA_MIRRED,
  type TrafficFilter,
} from '../../../netlink/index.ts';
import type { LinkIndex } from '../../room.ts';
import { beyondWord, bytesIn, type RateSpec, rateSpec } from './rates.ts';
import type { Members } from './wire.ts';

/** How one of the things that are said of packets stands in TCA_OPTIONS. `read` is undefined for what cannot be said. */
interface MatchWire {
  readonly members: readonly string[];
  readonly write: (text: string, filter: Filter) => Members;
  readonly read: (members: Members) => string | undefined;
}

const mac = (member: string): MatchWire => ({
  members: [member, `${member}Mask`],
  write: (text) => ({ [member]: text }),
  read: ({ [member]: value, [`${member}Mask`]: mask }) =>
    mask === undefined || mask === 'ff:ff:ff:ff:ff:ff' ? String(value) : undefined,
});

const number = (member: string): MatchWire => ({
  members: [member],
  write: (text) => ({ [member]: Number(text) }),
  read: ({ [member]: value }) => String(value),
});

/** An address of either family, with the length of its prefix. */
const ip = (end: 'Src' | 'Dst'): MatchWire => {
  const [v4, v6] = [`ipv4${end}`, `ipv6${end}`];
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

const hex = (value: unknown): string => `0x${Number(value).toString(16)}`;

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

const wordOf = (words: Readonly<Record<string, number>>, value: unknown): string =>
  Object.entries(words).find(([, one]) => one === value)?.[0] ?? hex(value);

const MATCHES: Readonly<Record<string, MatchWire>> = {
  'src-mac': mac('ethSrc'),
  'dst-mac': mac('ethDst'),
  'vlan-id': number('vlanId'),
  'vlan-priority': number('vlanPrio'),
  'ip-proto': {
    members: ['ipProto'],
    write: (text) => ({ ipProto: IP_PROTOCOLS[text] ?? Number(text) }),
    read: ({ ipProto }) => wordOf(IP_PROTOCOLS, ipProto),
  },
  'src-ip': ip('Src'),
  'dst-ip': ip('Dst'),
  'src-port': port('Src'),
  'dst-port': port('Dst'),
  'ip-tos': masked('ipTos', 0xff),
  'ip-ttl': masked('ipTtl', 0xff),
  'tcp-flags': masked('tcpFlags', 0xfff),
  'icmp-type': icmp('Type'),
  'icmp-code': icmp('Code'),
};

/** What every kind has, and says nothing of packets. */
const ASIDE: ReadonlySet<string> = new Set(['classid', 'actions', 'flags', 'inHwCount', 'pcnt', 'ethType']);

/** The kind, the handle and the options of a message about a filter. A number of its own lets it be changed in place. */
export function writeFilter(
  filter: Filter,
  links: LinkIndex,
): Pick<TrafficFilter, 'kind' | 'options' | 'handle'> {
  const { kind, protocol, match } = filter;
  const said = Object.entries(match).flatMap(([name, text]) =>
    Object.entries(MATCHES[name]?.write(text, filter) ?? {}),
  );
  const ethType = kind === 'flower' && protocol !== 'all' ? { ethType: protocolNumber(protocol) } : {};
  const options = {
    ...(filter.class !== 0 && { classid: filter.class }),
    ...ethType,
    ...Object.fromEntries(said),
    ...(filter.actions.length > 0 && { actions: filter.actions.map((one) => writeAction(one, links)) }),
  };
  // Safe: the members of each kind are those of the codec's table for it.
  return { kind, handle: handleOfFilter(filter), options } as Pick<
    TrafficFilter,
    'kind' | 'options' | 'handle'
  >;
}

/** What the kernel finds a filter by, among those of its priority: of fw, the mark of the packets. */
const handleOfFilter = ({ kind, match }: Filter): number => (kind === 'fw' ? Number(match['mark']) : 1);

export const protocolNumber = (protocol: string): number => PROTOCOLS[protocol] ?? Number(protocol);

/** A filter as the kernel shows it; undefined if it cannot be declared. */
export function readFilter(
  { kind = '', handle = 0, options, chain = 0 }: TrafficFilter,
  place: Pick<Filter, 'at' | 'priority'> & { readonly protocol: number },
  links: LinkIndex,
): Filter | undefined {
  if (typeof options !== 'object' || chain !== 0) return undefined;
  const members = options as Members;
  const flags = members['flags'] as readonly string[] | number | undefined;
  if (isForHardware(flags)) return undefined;
  const match = kind === 'fw' ? markOf(handle, members) : handle === 1 ? matchOf(kind, members) : undefined;
  const actions = (members['actions'] as readonly Shown[] | undefined)?.map((one) => readAction(one, links));
  if (match === undefined || actions?.includes(undefined) === true) return undefined;
  return {
    ...place,
    protocol: wordOf(PROTOCOLS, place.protocol),
    ...{ kind, class: Number(members['classid'] ?? 0), match },
    actions: actions?.filter((one) => one !== undefined) ?? [],
  };
}

function isForHardware(flags: readonly string[] | number | undefined): boolean {
  if (flags === undefined) return false;
  if (typeof flags === 'number') return (flags & (TCA_CLS_FLAGS.SKIP_HW | TCA_CLS_FLAGS.SKIP_SW)) !== 0;
  return flags.some((flag) => flag === 'SKIP_HW' || flag === 'SKIP_SW');
}

function markOf(handle: number, { mask, police, indev }: Members): Filter['match'] | undefined {
  const isPlain = (mask ?? 0xffff_ffff) === 0xffff_ffff && police === undefined && indev === undefined;
  return isPlain ? { mark: hex(handle) } : undefined;
}

function matchOf(kind: string, members: Members): Filter['match'] | undefined {
  if (kind !== 'flower' && kind !== 'matchall') return undefined;
  const left = new Set(Object.keys(members).filter((name) => !ASIDE.has(name)));
  const match: Record<string, string> = {};
  for (const [name, wire] of Object.entries(MATCHES)) {
    const own = wire.members.filter((member) => left.has(member));
    if (own.length === 0) continue;
    const text = wire.read(members);
    if (text === undefined) return undefined;
    match[name] = text;
    for (const member of own) left.delete(member);
  }
  return left.size === 0 ? match : undefined;
}

/** An action as the codec has it. */
interface Shown {
  readonly kind?: string;
  readonly options?: Members;
}

const GENERAL = { index: 0, capab: 0, refcnt: 0, bindcnt: 0 };

const EACTIONS = {
  redirect: [TCA_MIRRED.EGRESS_REDIR, TCA_MIRRED.INGRESS_REDIR],
  mirror: [TCA_MIRRED.EGRESS_MIRROR, TCA_MIRRED.INGRESS_MIRROR],
} as const;

function writeAction({ kind, options, to = '' }: FilterAction, links: LinkIndex): Shown {
  switch (kind) {
    case 'drop':
    case 'pass':
      return {
        kind: 'gact',
        options: { parms: { ...GENERAL, action: kind === 'drop' ? TC_ACT.SHOT : TC_ACT.OK } },
      };
    case 'police':
      return writePolice(options);
    case 'skbedit': {
      const { mark, priority } = options;
      const said = { ...(mark !== undefined && { mark }), ...(priority !== undefined && { priority }) };
      return { kind, options: { parms: { ...GENERAL, action: TC_ACT.PIPE }, ...said } };
    }
    default: {
      const [egress, ingress] = EACTIONS[kind === 'mirror' ? 'mirror' : 'redirect'];
      const eaction = options['direction'] === 1 ? ingress : egress;
      const action = kind === 'mirror' ? TC_ACT.PIPE : TC_ACT.STOLEN;
      return {
        kind: 'mirred',
        options: { parms: { ...GENERAL, action, eaction, ifindex: links.indexOf(to) } },
      };
    }
  }
}

function writePolice({
  rate = 0,
  burst = 0,
  mtu = 0xffff_ffff,
  exceed = TC_ACT.SHOT,
  conform = TC_ACT.OK,
}: QdiscOptions): Shown {
  const { cellLog, table } = rateTable(rate);
  const tbf = {
    ...{ index: 0, action: exceed, limit: 0, burst: burstTicks(burst, rate), mtu },
    rate: { ...rateSpec(rate, 0), cellLog },
    peakrate: rateSpec(0, 0),
    ...{ refcnt: 0, bindcnt: 0, capab: 0 },
  };
  return { kind: 'police', options: { ...beyondWord('rate64', rate), tbf, rate: table, result: conform } };
}

interface Policing {
  readonly action: number;
  readonly burst: number;
  readonly mtu: number;
  readonly rate: RateSpec;
  readonly peakrate: RateSpec;
}

/** An action as the kernel shows it; undefined if it cannot be declared. */
function readAction({ kind, options = {} }: Shown, links: LinkIndex): FilterAction | undefined {
  const { parms } = options as { readonly parms?: Readonly<Record<string, number | undefined>> };
  const verdict = parms?.['action'];
  switch (kind) {
    case 'gact':
      if (options['prob'] !== undefined) return undefined;
      if (verdict === TC_ACT.SHOT) return { kind: 'drop', options: {} };
      return verdict === TC_ACT.OK ? { kind: 'pass', options: {} } : undefined;
    case 'police':
      return readPolice(options);
    case 'skbedit': {
      const known = ['parms', 'tm', 'mark', 'priority', 'mask'];
      if (verdict !== TC_ACT.PIPE || Object.keys(options).some((name) => !known.includes(name)))
        return undefined;
      const said = Object.entries(options).flatMap(([name, value]) =>
        name === 'mark' || name === 'priority' ? [[name, Number(value)] as const] : [],
      );
      return { kind: 'skbedit', options: Object.fromEntries(said) };
    }
    case 'mirred': {
      const { ifindex = 0 } = parms ?? {};
      const eaction: unknown = parms?.['eaction'];
      const found = (['redirect', 'mirror'] as const).find((one) =>
        EACTIONS[one].some((number) => number === eaction),
      );
      if (found === undefined || verdict !== (found === 'mirror' ? TC_ACT.PIPE : TC_ACT.STOLEN))
        return undefined;
      const direction = eaction === EACTIONS[found][1] ? 1 : 0;
      return { kind: found, options: { direction }, to: links.nameOf(ifindex) ?? NOWHERE };
    }
    default:
      return undefined;
  }
}

function readPolice({ tbf, rate64, result, ...others }: Members): FilterAction | undefined {
  const { action, burst, mtu, rate, peakrate } = tbf as Policing;
  const strange = ['avrate', 'peakrate64', 'pktrate64', 'pktburst64'].some(
    (name) => others[name] !== undefined,
  );
  if (strange || peakrate.rate !== 0) return undefined;
  const bytes = Number(rate64 ?? rate.rate);
  const options = {
    rate: bytes,
    burst: bytesIn(burst, bytes),
    mtu,
    exceed: action,
    conform: Number(result ?? 0),
  };
  return { kind: 'police', options: withoutUsualOptions(actionTable('police'), options) };
}
