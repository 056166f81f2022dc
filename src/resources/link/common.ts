import type { Attributes, Value } from '../../model/index.ts';
import {
  DEVCONF,
  formatAddress,
  IFF,
  type Value as MessageValue,
  type link as message,
  parseAddress,
} from '../../netlink/index.ts';
import { type AttributeTable, rows } from './attribute.ts';

/** The rtnetlink link message, which has the common attributes. */
export type LinkMessage = MessageValue<typeof message>;

const IFF_UP = IFF.UP;
const row = rows<LinkMessage>();

/**
 * A flag that users can set (dev_change_flags). The kernel reports what users set, not what it sets itself in addition.
 */
function flag(bit: number, inverted = false): AttributeTable<LinkMessage>[string] {
  return {
    how: 'live',
    read: ({ flags = 0 }) => ((flags & bit) !== 0) !== inverted,
    write: (value) => ({ flags: (value === true) !== inverted ? bit : 0, change: bit }),
  };
}

/** IN6_ADDR_GEN_MODE_*, by netplan's and iproute2's names. */
export const GENERATION: Readonly<Record<string, number>> = {
  eui64: 0,
  none: 1,
  'stable-privacy': 2,
  random: 3,
};
const GENERATION_NAMES = new Map(Object.entries(GENERATION).map(([name, mode]) => [mode, name]));

type AfSpec = LinkMessage['afSpec'];
type Inet6 = NonNullable<Extract<NonNullable<AfSpec>, { inet6?: unknown }>['inet6']>;

/** The IPv6 part of IFLA_AF_SPEC; messages of other families have something else there. */
export function inet6Of(afSpec: AfSpec): Inet6 | undefined {
  return afSpec !== undefined && 'inet6' in afSpec ? afSpec.inet6 : undefined;
}

type Inet = NonNullable<Extract<NonNullable<AfSpec>, { inet?: unknown }>['inet']>;

/** The IPv4 part of IFLA_AF_SPEC. */
export function inetOf(afSpec: AfSpec): Inet | undefined {
  return afSpec !== undefined && 'inet' in afSpec ? afSpec.inet : undefined;
}

const inet6 = (part: Inet6): LinkMessage => ({ afSpec: { inet6: part } });

/** A setting of net.ipv6.conf: it is read from the link message, and set by details/ip-settings. */
const setting = (number: number): AttributeTable<LinkMessage>[string] => ({
  how: 'live',
  read: ({ afSpec }) => inet6Of(afSpec)?.conf?.[number],
  write: () => ({}),
});

/**
 * How a MAC address can change. A bond with the policy `follow` passes the address with which it was made from port to
 * port, and silently ignores another one (bond_set_mac_address).
 */
const addressChange = (before: Value | undefined, _after: Value, live: Attributes): 'live' | 'create' =>
  before !== undefined &&
  live['bond.fail-over-mac-policy'] === 'follow' &&
  live['bond.mode'] === 'active-backup'
    ? 'create'
    : 'live';

/** Attributes every link has (do_setlink, net/core/rtnetlink.c). */
export const COMMON: AttributeTable<LinkMessage> = {
  state: {
    how: 'live',
    // What the administrator set, not the carrier: IFF_UP, not operstate.
    read: ({ flags }) => (((flags ?? 0) & IFF_UP) !== 0 ? 'up' : 'down'),
    write: (value) => ({ flags: value === 'up' ? IFF_UP : 0, change: IFF_UP }),
  },
  mtu: row.number('mtu', 'live'),
  macaddress: row.text('address', addressChange),
  alias: {
    how: 'live',
    read: ({ alias }) => (alias === undefined || alias === '' ? null : alias),
    write: (value) => ({ alias: value === null ? '' : String(value) }),
  },
  'transmit-queue-length': row.number('txqlen', 'live'),
  group: row.number('group', 'live'),
  // The kernel takes these only at creation, and later ignores them silently.
  'transmit-queues': row.number('numTxQueues', 'create'),
  'receive-queues': row.number('numRxQueues', 'create'),
  arp: flag(IFF.NOARP, true),
  multicast: flag(IFF.MULTICAST),
  'all-multicast': flag(IFF.ALLMULTI),
  promiscuous: flag(IFF.PROMISC),
  // do_set_proto_down: EBUSY if protodown is turned off while there are reasons, so these come first.
  'protodown-reasons': {
    how: 'live',
    read: ({ protoDown, protoDownReason }) =>
      protoDown === undefined ? undefined : (protoDownReason?.value ?? 0),
    // Without a mask the value sets all reasons.
    write: (value) => ({ protoDownReason: { value: Number(value) } }),
  },
  protodown: row.boolean('protoDown', 'live'),
  carrier: {
    how: 'live',
    // For all other kinds the carrier is a fact, not a setting.
    read: ({ carrier, linkinfo }) => (linkinfo?.kind === 'dummy' ? carrier === 1 : undefined),
    write: (value) => ({ carrier: value === true ? 1 : 0 }),
  },
  'gso-max-size': row.number('gsoMaxSize', 'live'),
  'gso-max-segments': row.number('gsoMaxSegs', 'live'),
  'gso-ipv4-max-size': row.number('gsoIpv4MaxSize', 'live'),
  'gro-max-size': row.number('groMaxSize', 'live'),
  'gro-ipv4-max-size': row.number('groIpv4MaxSize', 'live'),
  'ipv6-address-generation': {
    how: 'live',
    read: ({ afSpec }) => {
      const mode = inet6Of(afSpec)?.addrGenMode;
      return mode === undefined ? undefined : (GENERATION_NAMES.get(mode) ?? mode);
    },
    write: (value) => inet6({ addrGenMode: GENERATION[String(value)] ?? Number(value) }),
  },
  'accept-ra': setting(DEVCONF.ACCEPT_RA),
  'ipv6-privacy': setting(DEVCONF.USE_TEMPADDR),
  'ipv6-mtu': {
    ...setting(DEVCONF.MTU6),
    // null if there is none of its own: it is then the link's MTU, or what that was before the kernel silently changed
    // it (ip6_tnl_link_config), or that of a router advertisement (ndisc_router_discovery).
    read({ afSpec, mtu }) {
      const { conf, raMtu } = inet6Of(afSpec) ?? {};
      const own = conf?.[DEVCONF.MTU6];
      if (own === undefined || mtu === undefined) return own;
      return own >= mtu || (own === raMtu && conf?.[DEVCONF.ACCEPT_RA_MTU] !== 0) ? null : own;
    },
  },
  'ipv6-address-token': {
    how: 'live',
    read: ({ afSpec }) => {
      const token = inet6Of(afSpec)?.token;
      const text = token === undefined ? undefined : formatAddress(token);
      return text === '::' ? null : text;
    },
    write(value) {
      const token = parseAddress(value === null ? '::' : String(value));
      return typeof token === 'number' ? {} : inet6({ token });
    },
  },
  master: {
    how: 'live',
    read: ({ master }, links) =>
      master === undefined || master === 0 ? null : (links.nameOf(master) ?? `#${master}`),
    write: (value, links) => ({ master: value === null ? 0 : links.indexOf(String(value)) }),
  },
  link: {
    how: 'create',
    read: ({ link, linkNetnsid }, links) =>
      link === undefined || link === 0
        ? null
        : linkNetnsid === undefined
          ? (links.nameOf(link) ?? `#${link}`)
          : null,
    write: (value, links) => (value === null ? {} : { link: links.indexOf(String(value)) }),
  },
};
