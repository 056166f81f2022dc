import fc from 'fast-check';
import {
  type Address,
  type AddressLabel,
  type Attributes,
  type ForwardingEntry,
  type FouPort,
  type GroupEntry,
  type Link,
  type Neighbor,
  RESOLVED,
  type Resolver,
  type Route,
  type Rule,
  type Snapshot,
  type Value,
} from '../../src/model/index.ts';

/** Draws a number below the limit. */
export type Draw = (limit: number) => number;

/** An arbitrary built by drawing numbers one after the other, from a tape that shrinks: what is beyond its end is 0. */
export function drawn<T>(build: (draw: Draw) => T): fc.Arbitrary<T> {
  return fc.uint8Array({ maxLength: 400, size: 'max' }).map((tape) => {
    let at = 0;
    return build((limit) => {
      const number = tape[at] ?? 0;
      at += 1;
      return number % limit;
    });
  });
}

/** True so often in a hundred; never on an empty tape. */
export const maybe = (draw: Draw, percent = 50): boolean => draw(100) >= 100 - percent;

export const some = <T>(draw: Draw, items: readonly T[]): T[] => items.filter(() => maybe(draw));

export function one<T>(draw: Draw, first: T, ...others: readonly T[]): T {
  return [first, ...others][draw(others.length + 1)] ?? first;
}

/** One of the items; undefined when there is none. */
export const pick = <T>(draw: Draw, items: readonly T[]): T | undefined =>
  items[draw(Math.max(1, items.length))];

/** Some results of a function, `most` at most. */
export function several<T>(draw: Draw, most: number, make: () => T): T[] {
  return Array.from({ length: draw(most + 1) }, make);
}

export function shuffled<T>(draw: Draw, items: readonly T[]): T[] {
  const rest = [...items];
  return items.flatMap(() => rest.splice(draw(Math.max(1, rest.length)), 1));
}

export const NICS: readonly string[] = ['eth0', 'eth1', 'eth2'];
export const BRIDGES = ['br0', 'br1'] as const;
export const PAIRS = [
  ['va', 'vb'],
  ['vc', 'vd'],
] as const;
export const MACVLANS = ['mv0', 'mv1'] as const;
export const VXLANS = ['vx0', 'vx1'] as const;

export const commonOf = (draw: Draw): Attributes => ({
  state: one(draw, 'up', 'up', 'down'),
  mtu: one(draw, 1500, 1500, 9000, 1000),
  alias: one(draw, null, null, 'uplink'),
  'transmit-queue-length': one(draw, 1000, 500),
});

/** The attributes with an MTU that is not above that of the lower device, if they name one. */
export function fitting(attributes: Attributes, most: Value | undefined): Attributes {
  const { mtu } = attributes;
  return typeof mtu !== 'number' || typeof most !== 'number' || mtu <= most
    ? attributes
    : { ...attributes, mtu: most };
}

export const portOf = (draw: Draw): Attributes => ({
  'bridge-port.path-cost': one(draw, 2, 7),
  'bridge-port.hairpin': maybe(draw),
});

export const bridgeOf = (draw: Draw): Attributes => ({
  'bridge.stp': maybe(draw),
  'bridge.forward-delay': one(draw, 15, 4),
});

export const macvlanOf = (draw: Draw, lower: string): Attributes => ({
  link: lower,
  'macvlan.mode': one(draw, 'private', 'bridge', 'passthru'),
});

export const vxlanOf = (draw: Draw, name: string): Attributes => {
  const six = maybe(draw, 30);
  return {
    'vxlan.id': name === 'vx0' ? one(draw, 1, 2) : one(draw, 3, 4),
    'vxlan.port': one(draw, 4789, 8472),
    'vxlan.remote': six ? 'fd00::9' : one(draw, null, '10.9.0.9', '10.9.0.8'),
    'vxlan.local': six ? one(draw, null, 'fd00::1') : one(draw, null, '10.9.0.1'),
    'vxlan.mac-learning': maybe(draw),
  };
};

export function addressOf(draw: Draw, link: string, mtu: unknown): Address {
  if (maybe(draw, 60) || Number(mtu) < 1280) {
    return {
      type: 'address',
      link,
      family: 4,
      address: one(draw, '10.0.0.1', '10.0.0.2', '10.0.0.3', '10.1.0.1', '10.1.0.2'),
      prefix: one(draw, 24, 24, 16),
    };
  }
  return {
    type: 'address',
    link,
    family: 6,
    address: one(draw, '2001:db8::1', '2001:db8::2', '2001:db8:1::1'),
    prefix: one(draw, 64, 64, 48),
  };
}

export function neighborOf(draw: Draw, link: string, mtu: unknown): Neighbor {
  const v4 = maybe(draw, 60) || Number(mtu) < 1280;
  const proxy = maybe(draw, 20);
  return {
    type: 'neighbor',
    link,
    family: v4 ? 4 : 6,
    to: v4 ? one(draw, '10.0.0.8', '10.0.0.9', '10.0.0.10') : one(draw, '2001:db8::8', '2001:db8::9'),
    macaddress: proxy ? null : one(draw, '02:00:00:00:00:08', '02:00:00:00:00:09'),
    proxy,
    router: !v4 && maybe(draw, 20),
  };
}

/** What systemd-resolved, which goes by the link, is told of one. */
export const resolverOf = (draw: Draw, link: string): Resolver => ({
  type: 'resolver',
  link,
  addresses: [one(draw, '10.0.0.53', '2001:db8::53')],
  search: maybe(draw, 30) ? ['example.com'] : [],
  through: RESOLVED,
});

/** The key of an entry's place, of which a bridge has one for each MAC address. */
export const placeIn =
  (masters: ReadonlyMap<string, unknown>) =>
  ({ link, macaddress, via, vni }: ForwardingEntry): string =>
    via === null ? `${String(masters.get(link))} ${macaddress}` : `${link} ${macaddress} ${via} ${vni}`;

/** A UDP port, for all links or for one of these. */
export const fouPortOf = (draw: Draw, links: readonly string[]): FouPort => {
  const link = maybe(draw, 40) ? (pick(draw, links) ?? null) : null;
  return {
    ...{
      type: 'fou',
      family: 4,
      port: one(draw, 5555, 5556),
      link,
      local: link === null ? null : '192.0.2.1',
    },
    ...{ peer: null, peerPort: null },
    ...one(draw, { encapsulation: 'gue', ipProtocol: null }, { encapsulation: 'fou', ipProtocol: 47 }),
  };
};

/** A label, for all links or for one of these. */
export const labelOf = (draw: Draw, links: readonly string[]): AddressLabel => ({
  ...{ type: 'label', prefix: one(draw, '2001:db8::/32', '::/0'), label: one(draw, 1, 99) },
  link: maybe(draw, 40) ? (pick(draw, links) ?? null) : null,
});

/** A group that a bridge has for a port. */
export const groupOf = (draw: Draw, link: string, bridge: string): GroupEntry => ({
  ...{ type: 'mdb', link, bridge, vlan: maybe(draw, 30) ? 10 : null },
  ...one(
    draw,
    { group: '239.1.1.1', source: null },
    { group: '239.1.1.1', source: '192.0.2.7' },
    { group: 'ff0e::1', source: null },
    { group: '01:1b:19:00:00:00', source: null },
  ),
});

/** An entry of a port in its bridge, or a remote of a VXLAN device. */
export function forwardingOf(draw: Draw, { name, kind }: Link): ForwardingEntry {
  const remote = kind === 'vxlan';
  return {
    type: 'fdb',
    link: name,
    macaddress: one(
      draw,
      '02:00:00:00:00:08',
      '02:00:00:00:00:09',
      remote ? '00:00:00:00:00:00' : '02:00:00:00:00:0a',
    ),
    self: remote,
    vlan: null,
    local: !remote && maybe(draw, 30),
    sticky: false,
    via: remote ? one(draw, '10.9.0.5', '10.9.0.6') : null,
    port: null,
    vni: remote && maybe(draw, 20) ? 9 : null,
    sourceVni: null,
    out: null,
  };
}

const network = (a: Address): string =>
  `${a.link} ${a.prefix} ${a.address
    .split('.')
    .slice(0, a.prefix / 8)
    .join('.')}`;

/** Addresses as the kernel would hold them: no identity twice, later ones of a subnet secondary. */
export function coherent(addresses: readonly Address[]): Address[] {
  const seen = new Set<string>();
  const subnets = new Set<string>();
  return addresses.flatMap((a) => {
    const key = a.family === 4 ? `${a.link} ${a.address}/${a.prefix}` : `${a.link} ${a.address}`;
    if (seen.has(key)) return [];
    seen.add(key);
    if (a.family === 6) return [a];
    const secondary = subnets.has(network(a));
    subnets.add(network(a));
    return [{ ...a, label: a.link, ...(secondary && { secondary }) }];
  });
}

/** A route that the kernel would take: over a link that is up, to a gateway in reach, from an address there is. */
export function routeOf(draw: Draw, up: readonly string[], addresses: readonly Address[]): Route | undefined {
  const family = one(draw, 4 as const, 4 as const, 6 as const);
  const to =
    family === 4
      ? one(draw, '0.0.0.0/0', '10.7.0.0/16', '10.8.0.0/16')
      : one(draw, '::/0', '2001:db8:7::/48');
  const base = { type: 'route', family, table: one(draw, 254, 254, 100), to, tos: 0 } as const;
  const metric = family === 4 ? one(draw, 0, 100) : one(draw, 1024, 100);
  if (maybe(draw, 10)) return { ...base, metric, kind: 'blackhole', link: null };
  const link = pick(draw, up);
  if (link === undefined) return undefined;
  const mine = addresses.filter((a) => a.family === family && a.link === link && a.dynamic !== true);
  const source = addresses.filter((a) => a.family === family && a.dynamic !== true && a.scope !== 'link');
  const from = maybe(draw, 30) ? (pick(draw, source)?.address ?? null) : null;
  const [gate] = mine;
  const via = gate === undefined || maybe(draw, 30) ? null : gate.address.replace(/[0-9]+$/, '200');
  return {
    ...base,
    metric,
    kind: 'unicast',
    via,
    link,
    from,
    scope: family === 4 && via === null ? 'link' : 'global',
  };
}

export function ruleOf(draw: Draw): Rule {
  return {
    type: 'rule',
    family: 4,
    from: one(draw, '10.3.0.0/16', '10.4.0.0/16', '10.5.0.0/16'),
    action: 'lookup',
    table: one(draw, 100, 200),
    ...(maybe(draw, 15) && { ipProtocol: 6, destinationPort: one(draw, '80', '80-90') }),
    ...(maybe(draw, 10) && { inverted: true as const }),
    ...(maybe(draw, 10) && { suppressPrefixLength: 0 }),
  };
}

export const emptySnapshot: Snapshot = {
  format_version: 1,
  links: [],
  addresses: [],
  routes: [],
  rules: [],
};

/** One identity once; the first stays. */
export function unique<T>(items: readonly T[], key: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const k = key(item);
    if (seen.has(k)) return false;
    seen.add(k);
    return true;
  });
}

export const linkNamed = (snapshot: Snapshot, name: string): Link | undefined =>
  snapshot.links.find((link) => link.name === name);
