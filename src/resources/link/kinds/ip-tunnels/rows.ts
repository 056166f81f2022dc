import { type Attributes, sameValue, type Value } from '../../../../model/index.ts';
import { formatAddress, parseAddress } from '../../../../netlink/index.ts';
import type { ChangeClass, LinkIndex } from '../../../room.ts';
import type { AttributeTable, LinkAttribute } from '../../attribute.ts';
import { type LinkKind, linkKind } from '../../kind.ts';
import { indexOfLower, nameOfLower } from '../../lower.ts';

/** IFLA_INFO_DATA of any tunnel: attributes that kinds have in common have the same names. */
export type TunnelWire = Readonly<Record<string, unknown>>;
export type TunnelRow = LinkAttribute<TunnelWire>;
export type TunnelTable = AttributeTable<TunnelWire>;

/**
 * Live, except for tunnels with collect_md: a change looks for a tunnel with the same ends and finds the fallback
 * device (ip_tunnel_changelink, ip6_tnl_changelink).
 */
export const live = (
  _before: Value | undefined,
  _after: Value,
  { 'tunnel.external': external }: Attributes,
) => (external === true ? 'create' : 'live');

type How = TunnelRow['how'];

/** A row with a netlink attribute of its own. */
export function plain(
  key: string,
  read: (raw: unknown) => Value | undefined,
  write: (value: Value) => unknown,
  how: How = live,
): TunnelRow {
  return {
    how,
    read(wire) {
      const raw = wire[key];
      return raw === undefined ? undefined : read(raw);
    },
    write: (value) => ({ [key]: write(value) }),
  };
}

export const number = (key: string, how?: How): TunnelRow => plain(key, Number, Number, how);

export const boolean = (key: string, how?: How): TunnelRow =>
  plain(
    key,
    (raw) => raw !== 0,
    (value) => (value === true ? 1 : 0),
    how,
  );

/** Names for numbers; a number without a name stays a number. */
export function choice(key: string, names: Readonly<Record<string, number>>, how?: How): TunnelRow {
  const byNumber = new Map(Object.entries(names).map(([name, value]) => [value, name]));
  return plain(
    key,
    (raw) => byNumber.get(Number(raw)) ?? Number(raw),
    (value) => (typeof value === 'string' ? (names[value] ?? 0) : Number(value)),
    how,
  );
}

/**
 * A row that shares a netlink attribute with others: it only reads; `wire` of {@link TunnelOptions} writes all of them.
 */
export const shared = (read: (wire: TunnelWire) => Value | undefined, how: How = live): TunnelRow => ({
  how,
  read,
  write: () => ({}),
});

/** A bit of a netlink attribute. */
export const bit = (key: string, mask: number, how?: How): TunnelRow =>
  shared((wire) => (wire[key] === undefined ? undefined : has(wire, key, mask)), how);

export const has = (wire: TunnelWire, key: string, mask: number): boolean =>
  (Number(wire[key] ?? 0) & mask) !== 0;

/** Combines bits: `bitsOf([[0x2000, true], [0x1000, false]])`. */
export const bitsOf = (bits: readonly (readonly [mask: number, on: boolean])[]): number =>
  bits.reduce((sum, [mask, on]) => (on ? sum | mask : sum), 0);

/** One of the ends; null stands for 0.0.0.0 or ::. */
export function endpoint(key: 'local' | 'remote', how: How = live): TunnelRow {
  return {
    how,
    read(wire) {
      const address = wire[key];
      if (typeof address !== 'number' && typeof address !== 'string') return undefined;
      const text = formatAddress(address);
      return text === '0.0.0.0' || text === '::' ? null : text;
    },
    write: (value) => (value === null ? {} : { [key]: parseAddress(String(value)) }),
  };
}

/** The lower device. The tunnel outlives it, and its index then belongs to no link. */
const link: TunnelRow = {
  how: live,
  read: (wire, links) => nameOfLower(Number(wire['link'] ?? 0), links),
  write: (value, links) => (value === null ? {} : { link: indexOfLower(String(value), links) }),
};

/** collect_md; for a tunnel that has it, it must not be sent again (ipip_changelink, ip6_tnl_changelink). */
export const external: TunnelRow = {
  how: 'create',
  read: (wire) => wire['collectMetadata'] !== undefined,
  write: (value, _links, before) => (value === true && before !== true ? { collectMetadata: true } : {}),
};

const ENCAP = { none: 0, fou: 1, gue: 2 } as const;
const ENCAP_FLAG = { checksum: 1, checksum6: 2, remote: 4 } as const;

/** struct ip_tunnel_encap; without a type the other members have no meaning. */
export const encap = (): TunnelTable => ({
  'tunnel.encap': choice('encapType', ENCAP),
  'tunnel.encap-source-port': ofEncap(({ encapSport }) => Number(encapSport)),
  'tunnel.encap-destination-port': ofEncap(({ encapDport }) => Number(encapDport)),
  'tunnel.encap-checksum': ofEncap((wire) => has(wire, 'encapFlags', ENCAP_FLAG.checksum)),
  'tunnel.encap-checksum6': ofEncap((wire) => has(wire, 'encapFlags', ENCAP_FLAG.checksum6)),
  'tunnel.encap-remote-checksum': ofEncap((wire) => has(wire, 'encapFlags', ENCAP_FLAG.remote)),
});

function ofEncap(read: (wire: TunnelWire) => Value): TunnelRow {
  return shared((wire) => (wire['encapType'] === ENCAP.none ? undefined : read(wire)));
}

/** For kinds whose header length is computed at creation, and wrong if the encapsulation changes later. */
export const encapAtCreation = (): TunnelTable =>
  Object.fromEntries(
    Object.entries(encap()).map(([name, row]) => [name, { ...row, how: 'create' as const }]),
  );

/** An unchanged encapsulation is not sent again: ip_tunnel_encap_setup would compute the length of the header anew. */
function withoutSameEncap(attributes: Attributes, before: Attributes): Attributes {
  const names = Object.keys(encap());
  return names.every((name) => sameValue(attributes[name], before[name]))
    ? Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)))
    : attributes;
}

/** ip_tunnel_netlink_encap_parms takes all four attributes or none. */
function encapWire(attributes: Attributes): TunnelWire {
  const type = attributes['tunnel.encap'];
  if (type === undefined || type === 'none') return {};
  return {
    encapSport: Number(attributes['tunnel.encap-source-port'] ?? 0),
    encapDport: Number(attributes['tunnel.encap-destination-port'] ?? 0),
    encapFlags: bitsOf([
      [ENCAP_FLAG.checksum, attributes['tunnel.encap-checksum'] === true],
      [ENCAP_FLAG.checksum6, attributes['tunnel.encap-checksum6'] === true],
      [ENCAP_FLAG.remote, attributes['tunnel.encap-remote-checksum'] === true],
    ]),
  };
}

/** What is special about a kind of tunnel besides its table. */
export interface TunnelOptions extends Pick<LinkKind, 'atCreation' | 'steppingStone' | 'waitsForAddress'> {
  /** Tunnels with the same ends are distinguished by their keys. */
  readonly keyed?: true;
  /** The change class of the remote end. */
  readonly remote?: How;
  /** Netlink attributes that combine several of ours. */
  readonly wire?: (attributes: Attributes) => TunnelWire;
}

/**
 * A packet's tunnel is found by its ends, lower device and key (ip_tunnel_find); with collect_md there can be only one
 * tunnel.
 */
function claim(attributes: Attributes, keyed: boolean): string {
  if (attributes['tunnel.external'] === true) return 'external';
  const ends = ['tunnel.local', 'tunnel.remote', 'link'];
  return (keyed ? [...ends, 'tunnel.input-key'] : ends).map((name) => String(attributes[name] ?? '')).join();
}

/** Makes a kind of IP tunnel from its table; the ends and the lower device are added. */
export function ipTunnel(kind: string, table: () => TunnelTable, options: TunnelOptions = {}): LinkKind {
  const { remote, wire, keyed = false, ...more } = options;
  const rows = (): TunnelTable => ({
    'tunnel.local': endpoint('local'),
    'tunnel.remote': endpoint('remote', remote),
    link,
    ...table(),
  });
  const base = linkKind<TunnelWire>(kind, rows, {
    linkInData: true,
    outlivesLower: true,
    adaptsMtu: true,
    claim: (attributes) => claim(attributes, keyed),
    wholeSets: true,
    ...more,
  });
  return {
    ...base,
    write(wanted: Attributes, links: LinkIndex, before?: Attributes) {
      const attributes = before === undefined ? wanted : withoutSameEncap(wanted, before);
      const data = {
        ...base.write(attributes, links, before),
        ...wire?.(attributes),
        ...encapWire(attributes),
      };
      return Object.keys(data).length === 0 ? undefined : data;
    },
  };
}

/**
 * IPv4 tunnels that are no Ethernet devices cannot change between point-to-point and not, or to and from broadcast,
 * which they are with a multicast remote (ip_tunnel_changelink, ipip6_changelink).
 */
export const samePointToPoint = (before: Value | undefined, after: Value, all: Attributes): ChangeClass =>
  sort(before ?? null) === sort(after) ? live(before, after, all) : 'create';

function sort(remote: Value): string {
  if (remote === null) return 'any';
  return isGroup(remote) ? 'group' : 'one';
}

/** 224.0.0.0/4 */
export function isGroup(remote: Value): boolean {
  const first = Number(String(remote).split('.')[0]);
  return first >= 224 && first <= 239;
}
