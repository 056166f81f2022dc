import type {
  Address,
  ForwardingEntry,
  Link,
  LinkFacts,
  Neighbor,
  Nexthop,
  Resolver,
  Route,
  Rule,
  Snapshot,
} from '../model/index.ts';
import { isMapping } from '../model/mapping.ts';

/** What a member must be: a test, and how to say it. */
interface Shape {
  readonly expected: string;
  readonly test: (value: unknown) => boolean;
  /** The members of a mapping, or the one shape of a list's items. */
  readonly members?: Members;
  readonly items?: Shape;
}
/** Names with `?` may be absent. */
type Members = Readonly<Record<string, Shape>>;

/** A table that has a row for each member of T, so that none can be forgotten when the model grows. */
type TableOf<T> = { readonly [K in keyof T as undefined extends T[K] ? `${K & string}?` : K]-?: Shape };

const shape = (expected: string, test: (value: unknown) => boolean): Shape => ({ expected, test });
const isNull = (value: unknown): boolean => value === null;
const isValue = (value: unknown): boolean =>
  isNull(value) ||
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every(isValue));

const text = shape('a text', (value) => typeof value === 'string');
const integer = shape(
  'a whole number, not negative',
  (value) => Number.isInteger(value) && Number(value) >= 0,
);
const truth = shape('true or false', (value) => typeof value === 'boolean');
const oneOf = (...words: readonly unknown[]): Shape =>
  shape(`one of ${words.join(', ')}`, (value) => words.includes(value));
const or = (a: Shape, b: Shape): Shape =>
  shape(`${a.expected} or ${b.expected}`, (value) => a.test(value) || b.test(value));
const nothing = shape('null', isNull);
const mapping = (members: Members): Shape => ({ ...shape('a mapping', isMapping), members });
const list = (items: Shape): Shape => ({ ...shape('a list', Array.isArray), items });

const family = oneOf(4, 6);
const scope = or(oneOf('global', 'site', 'link', 'host', 'nowhere'), integer);
const attributes = shape('a mapping of plain values', (v) => isMapping(v) && Object.values(v).every(isValue));

const FACTS: TableOf<LinkFacts> = {
  'permanentAddress?': text,
  'originalAddress?': text,
  'driver?': text,
  'device?': text,
  'path?': text,
  'peerElsewhere?': truth,
  'fixed?': list(text),
  'forwardsIpv6?': truth,
  'noCarrier?': truth,
  'promotesSecondaries?': truth,
  'handshakes?': list(text),
  'hidden?': truth,
};

const LINK: TableOf<Link> = {
  type: oneOf('link'),
  name: text,
  kind: text,
  attributes,
  'index?': integer,
  'facts?': mapping(FACTS),
};

const ADDRESS: TableOf<Address> = {
  type: oneOf('address'),
  link: text,
  family,
  address: text,
  prefix: integer,
  'label?': text,
  'lifetime?': oneOf('forever', 0),
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
};

const NEIGHBOR: TableOf<Neighbor> = {
  type: oneOf('neighbor'),
  link: text,
  family,
  to: text,
  macaddress: or(text, nothing),
  proxy: truth,
  router: truth,
  'protocol?': integer,
};

const FORWARDING_ENTRY: TableOf<ForwardingEntry> = {
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
};

const RESOLVER: TableOf<Resolver> = {
  type: oneOf('resolver'),
  link: text,
  addresses: list(text),
  search: list(text),
  'through?': text,
  'protocol?': integer,
};

const NAME_SERVICE: Members = {
  through: or(text, nothing),
  'state?': oneOf('absent', 'ours', 'changed', 'others', 'symlink'),
  'target?': text,
  'why?': text,
  'passing?': oneOf(true),
};

const NEXTHOP: TableOf<Nexthop> = { via: or(text, nothing), link: text, weight: integer, onLink: truth };

const ROUTE_TYPES = 'unicast anycast blackhole broadcast local multicast prohibit throw unreachable'.split(
  ' ',
);

const ROUTE: TableOf<Route> = {
  type: oneOf('route'),
  family,
  table: integer,
  to: text,
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
  'nexthops?': list(mapping(NEXTHOP)),
  'nexthopId?': integer,
  'beyond?': text,
  'beyondPaths?': text,
  'sourceLength?': integer,
  'expires?': integer,
};

const RULE: TableOf<Rule> = {
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
  'protocol?': integer,
  'others?': text,
  'inverted?': oneOf(true),
  'beyond?': text,
};

const SNAPSHOT: TableOf<Snapshot> = {
  format_version: oneOf(1),
  links: list(mapping(LINK)),
  addresses: list(mapping(ADDRESS)),
  'neighbors?': list(mapping(NEIGHBOR)),
  'fdb?': list(mapping(FORWARDING_ENTRY)),
  'resolvers?': list(mapping(RESOLVER)),
  'nameService?': mapping(NAME_SERVICE),
  routes: list(mapping(ROUTE)),
  rules: list(mapping(RULE)),
};

/** What keeps parsed JSON from being a snapshot: `links[3].kind: expected a text`; null when it is one. Members it does not know are let be. */
export function snapshotFault(value: unknown): string | null {
  return faultIn(value, mapping(SNAPSHOT), '');
}

/** Narrows to what {@link snapshotFault} finds no fault in. */
export function isSnapshot(value: unknown): value is Snapshot {
  return snapshotFault(value) === null;
}

function faultIn(value: unknown, wanted: Shape, path: string): string | null {
  if (!wanted.test(value)) return `${path === '' ? 'the document' : path}: expected ${wanted.expected}`;
  if (wanted.items !== undefined && Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      const fault = faultIn(item, wanted.items, `${path}[${i}]`);
      if (fault !== null) return fault;
    }
  }
  for (const [key, member] of Object.entries(wanted.members ?? {})) {
    const name = key.replace('?', '');
    const found = isMapping(value) ? value[name] : undefined;
    if (found === undefined && key.endsWith('?')) continue;
    const fault = faultIn(found, member, path === '' ? name : `${path}.${name}`);
    if (fault !== null) return fault;
  }
  return null;
}
