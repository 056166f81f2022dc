import type { Address } from './address.ts';
import type { AddressLabel } from './address-label.ts';
import type { Client } from './client.ts';
import type { ForwardingEntry } from './forwarding-entry.ts';
import type { FouPort } from './fou-port.ts';
import type { GroupEntry } from './group-entry.ts';
import { CLIENT_PROGRAMS, CLIENT_ROLES } from './language/clients.ts';
import type { Link, LinkFacts } from './link.ts';
import { isListOf, isMapping } from './mapping.ts';
import type { Neighbor } from './neighbor.ts';
import type { NexthopObject } from './nexthop-object.ts';
import { once } from './once.ts';
import type { Resolver } from './resolver.ts';
import type { Nexthop, Route, RouteOptions } from './route.ts';
import type { Rule } from './rule.ts';
import type { Item, ItemType, Snapshot } from './snapshot.ts';

/** What a member must be: a test, and a description. */
interface Shape {
  readonly expected: string;
  readonly test: (value: unknown) => boolean;
  /** The members of a mapping, or the shape of a list's items. */
  readonly members?: () => Members;
  readonly items?: Shape;
}
/** Names with `?` may be absent. */
type Members = Readonly<Record<string, Shape>>;

/** A table with a row for each member of T, so that the compiler finds members that are missing here. */
type TableOf<T> = { readonly [K in keyof T as undefined extends T[K] ? `${K & string}?` : K]-?: Shape };

const shape = (expected: string, test: (value: unknown) => boolean): Shape => ({ expected, test });
const isNull = (value: unknown): boolean => value === null;
const isValue = (value: unknown): boolean =>
  isNull(value) || ['string', 'number', 'boolean'].includes(typeof value) || isListOf(value, isValue);

const text = shape('a text', (value) => typeof value === 'string');
const integer = shape(
  'a whole number, not negative',
  (value) => Number.isInteger(value) && Number(value) >= 0,
);
const truth = shape('true or false', (value) => typeof value === 'boolean');
const oneOf = (...words: readonly unknown[]): Shape =>
  shape(words.length === 1 ? `${words[0]}` : `one of ${words.join(', ')}`, (value) => words.includes(value));
const or = (a: Shape, b: Shape): Shape =>
  shape(`${a.expected} or ${b.expected}`, (value) => a.test(value) || b.test(value));
const nothing = shape('null', isNull);
/** For members that exist in memory only. */
const nowhere = shape('no such member', () => false);
const mapping = (members: () => Members): Shape => ({ ...shape('a mapping', isMapping), members });
const list = (items: Shape): Shape => ({ ...shape('a list', Array.isArray), items });

const family = oneOf(4, 6);
const scope = or(oneOf('global', 'site', 'link', 'host', 'nowhere'), integer);
const attributes = shape('a mapping of plain values', (v) => isMapping(v) && Object.values(v).every(isValue));

const factsMembers = once(
  (): TableOf<LinkFacts> => ({
    'permanentAddress?': text,
    'originalAddress?': text,
    'toldAddress?': truth,
    'driver?': text,
    'device?': text,
    'path?': text,
    'virtualFunction?': mapping(() => ({ of: text, number: integer })),
    'peerElsewhere?': truth,
    'fixed?': list(text),
    'defaultQdisc?': text,
    'othersBelow?': truth,
    'qdiscsOfOthers?': list(text),
    'ingressOnly?': truth,
    'forwardsIpv6?': truth,
    'noCarrier?': truth,
    'promotesSecondaries?': truth,
    'usualPathCost?': integer,
    'handshakes?': list(text),
    'hidden?': truth,
  }),
);

const linkMembers = once(
  (): TableOf<Link> => ({
    type: oneOf('link'),
    name: text,
    kind: text,
    attributes,
    'index?': integer,
    'facts?': mapping(factsMembers),
  }),
);

const addressMembers = once(
  (): TableOf<Address> => ({
    type: oneOf('address'),
    link: text,
    family,
    address: text,
    prefix: integer,
    'label?': text,
    'lifetime?': or(oneOf('forever'), integer),
    'validLifetime?': integer,
    'broadcast?': or(text, nothing),
    'scope?': scope,
    'peer?': text,
    'protocol?': integer,
    'dynamic?': truth,
    'tentative?': truth,
    'dadFailed?': truth,
    'secondary?': truth,
    'noDad?': truth,
    'noPrefixRoute?': truth,
    'otherFlags?': integer,
    'metric?': integer,
  }),
);

const neighborMembers = once(
  (): TableOf<Neighbor> => ({
    type: oneOf('neighbor'),
    link: text,
    family,
    to: text,
    macaddress: or(text, nothing),
    proxy: truth,
    router: truth,
    'protocol?': integer,
  }),
);

const forwardingEntryMembers = once(
  (): TableOf<ForwardingEntry> => ({
    type: oneOf('fdb'),
    link: text,
    macaddress: text,
    self: truth,
    vlan: or(integer, nothing),
    local: truth,
    sticky: truth,
    via: or(text, nothing),
    port: or(integer, nothing),
    vni: or(integer, nothing),
    sourceVni: or(integer, nothing),
    out: or(text, nothing),
    'implied?': oneOf(true),
    'protocol?': integer,
  }),
);

const groupEntryMembers = once(
  (): TableOf<GroupEntry> => ({
    type: oneOf('mdb'),
    link: text,
    bridge: text,
    group: text,
    source: or(text, nothing),
    vlan: or(integer, nothing),
    'protocol?': integer,
  }),
);

const resolverMembers = once(
  (): TableOf<Resolver> => ({
    type: oneOf('resolver'),
    link: text,
    addresses: list(text),
    search: list(text),
    'through?': text,
    'managed?': oneOf(true),
    'protocol?': integer,
  }),
);

const nameServiceMembers = once(
  (): Members => ({
    through: or(text, nothing),
    'state?': oneOf('absent', 'ours', 'changed', 'others', 'symlink'),
    'target?': text,
    'why?': text,
    'passing?': oneOf(true),
    'managed?': list(text),
  }),
);

const clientMembers = once(
  (): TableOf<Client> => ({
    type: oneOf('client'),
    link: text,
    role: oneOf(...CLIENT_ROLES),
    program: or(oneOf(...Object.keys(CLIENT_PROGRAMS)), nothing),
    settings: attributes,
    'running?': truth,
    'altered?': oneOf(true),
    'turnedAway?': list(text),
    'protocol?': integer,
  }),
);

const nexthopMembers = once(
  (): TableOf<Nexthop> => ({
    via: or(text, nothing),
    link: text,
    weight: integer,
    onLink: truth,
    'dead?': truth,
  }),
);

const nexthopObjectMembers = once(
  (): TableOf<NexthopObject> => ({
    id: integer,
    family: integer,
    scope: integer,
    protocol: integer,
    flags: integer,
    link: or(text, nothing),
    members: list(integer),
    attributes: text,
  }),
);

const ROUTE_TYPES = 'unicast anycast blackhole broadcast local multicast prohibit throw unreachable'.split(
  ' ',
);

const routeOptionMembers = once(
  (): TableOf<RouteOptions> => ({
    'lockMtu?': oneOf(true),
    'hopLimit?': integer,
    'quickAck?': oneOf(true),
    'fastOpenNoCookie?': oneOf(true),
    'congestionControl?': text,
    'rtoMin?': integer,
    'maximumCongestionWindow?': integer,
    'window?': integer,
    'ssthresh?': integer,
    'rtt?': integer,
    'rttvar?': integer,
    'reordering?': integer,
    'features?': text,
    'locked?': text,
    'preference?': oneOf('low', 'high'),
    'encap?': text,
  }),
);

const routeMembers = once(
  (): TableOf<Route> => ({
    type: oneOf('route'),
    family,
    table: integer,
    to: text,
    'source?': text,
    tos: integer,
    metric: integer,
    kind: oneOf(...ROUTE_TYPES),
    'via?': or(text, nothing),
    'link?': or(text, nothing),
    'from?': or(text, nothing),
    'scope?': scope,
    'onLink?': truth,
    'protocol?': integer,
    'mtu?': or(integer, nothing),
    'advertisedMss?': or(integer, nothing),
    'congestionWindow?': or(integer, nothing),
    'advertisedReceiveWindow?': or(integer, nothing),
    'options?': mapping(routeOptionMembers),
    'nexthops?': list(mapping(nexthopMembers)),
    'nexthopId?': integer,
    'nexthopObjects?': list(mapping(nexthopObjectMembers)),
    'beyond?': text,
    'encapLinks?': list(text),
    'beyondPaths?': text,
    'expires?': integer,
  }),
);

const ruleMembers = once(
  (): TableOf<Rule> => ({
    type: oneOf('rule'),
    family,
    'priority?': integer,
    'from?': text,
    'to?': text,
    'tos?': integer,
    'mark?': integer,
    'markMask?': integer,
    action: or(oneOf('lookup', 'goto', 'nop', 'blackhole', 'unreachable', 'prohibit'), integer),
    'table?': integer,
    'iif?': text,
    'oif?': text,
    'ipProtocol?': integer,
    'sourcePort?': text,
    'destinationPort?': text,
    'uidRange?': text,
    'suppressPrefixLength?': integer,
    'suppressInterfaceGroup?': integer,
    'l3mdev?': oneOf(true),
    'target?': integer,
    'inverted?': oneOf(true),
    'protocol?': integer,
    'others?': text,
    'beyond?': text,
  }),
);

const fouPortMembers = once(
  (): TableOf<FouPort> => ({
    type: oneOf('fou'),
    family,
    port: integer,
    link: or(text, nothing),
    local: or(text, nothing),
    peer: or(text, nothing),
    peerPort: or(integer, nothing),
    encapsulation: oneOf('fou', 'gue'),
    ipProtocol: or(integer, nothing),
    'wholeChecksums?': oneOf(true),
    'protocol?': integer,
  }),
);

const addressLabelMembers = once(
  (): TableOf<AddressLabel> => ({
    type: oneOf('label'),
    prefix: text,
    label: integer,
    link: or(text, nothing),
    'protocol?': integer,
  }),
);

const snapshotMembers = once(
  (): TableOf<Snapshot> => ({
    format_version: oneOf(1),
    links: list(mapping(linkMembers)),
    addresses: list(mapping(addressMembers)),
    'neighbors?': list(mapping(neighborMembers)),
    'fdb?': list(mapping(forwardingEntryMembers)),
    'mdb?': list(mapping(groupEntryMembers)),
    'resolvers?': list(mapping(resolverMembers)),
    'nameService?': mapping(nameServiceMembers),
    'nexthopObjects?': list(mapping(nexthopObjectMembers)),
    'packed?': nowhere,
    'clients?': list(mapping(clientMembers)),
    routes: list(mapping(routeMembers)),
    rules: list(mapping(ruleMembers)),
    'fouPorts?': list(mapping(fouPortMembers)),
    'addressLabels?': list(mapping(addressLabelMembers)),
  }),
);

const ITEMS: { readonly [T in ItemType]: () => Members } = {
  link: linkMembers,
  address: addressMembers,
  neighbor: neighborMembers,
  fdb: forwardingEntryMembers,
  mdb: groupEntryMembers,
  resolver: resolverMembers,
  client: clientMembers,
  route: routeMembers,
  rule: ruleMembers,
  fou: fouPortMembers,
  label: addressLabelMembers,
};

/** Where parsed JSON deviates: the path of members to that place, the innermost first. */
interface Fault {
  readonly path: readonly string[];
  readonly expected: string;
}

/**
 * Why parsed JSON is not a snapshot: `links[3].kind: expected a text`; null if it is one. Unknown members are accepted.
 */
export function snapshotFault(value: unknown): string | null {
  const fault = faultIn(value, mapping(snapshotMembers));
  if (fault === null) return null;
  const path = [...fault.path].reverse().join('').replace(/^\./, '');
  return `${path === '' ? 'the document' : path}: expected ${fault.expected}`;
}

/** Whether {@link snapshotFault} finds nothing. */
export const isSnapshot = (value: unknown): value is Snapshot =>
  faultIn(value, mapping(snapshotMembers)) === null;

/** Whether parsed JSON is an object of a snapshot. */
export function isItem(value: unknown): value is Item {
  if (!isMapping(value)) return false;
  const { type } = value;
  const members = Object.entries(ITEMS).find(([name]) => name === type)?.[1];
  return members !== undefined && faultIn(value, mapping(members)) === null;
}

function faultIn(value: unknown, wanted: Shape): Fault | null {
  if (!wanted.test(value)) return { path: [], expected: wanted.expected };
  if (wanted.items !== undefined && Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      const fault = faultIn(item, wanted.items);
      if (fault !== null) return { ...fault, path: [...fault.path, `[${i}]`] };
    }
  }
  for (const [key, member] of Object.entries(wanted.members?.() ?? {})) {
    const name = key.replace('?', '');
    const found = isMapping(value) ? value[name] : undefined;
    if (found === undefined && key.endsWith('?')) continue;
    const fault = faultIn(found, member);
    if (fault !== null) return { ...fault, path: [...fault.path, `.${name}`] };
  }
  return null;
}
