import type fc from 'fast-check';
import type {
  Address,
  Attributes,
  ForwardingEntry,
  GroupEntry,
  Link,
  Neighbor,
  Route,
  Rule,
  Snapshot,
} from '../../src/model/index.ts';
import { fdb } from '../../src/resources/fdb/fdb.ts';
import { fouPorts } from '../../src/resources/fou/fou.ts';
import { labels } from '../../src/resources/label/label.ts';
import { mdb } from '../../src/resources/mdb/mdb.ts';
import { neighbors } from '../../src/resources/neighbor/neighbor.ts';
import { routes } from '../../src/resources/route/route.ts';
import { rules } from '../../src/resources/rule/rule.ts';
import {
  addressOf,
  BRIDGES,
  bridgeOf,
  coherent,
  commonOf,
  type Draw,
  drawn,
  fitting,
  forwardingOf,
  fouPortOf,
  groupOf,
  labelOf,
  MACVLANS,
  macvlanOf,
  maybe,
  NICS,
  neighborOf,
  one,
  PAIRS,
  pick,
  placeIn,
  portOf,
  resolverOf,
  routeOf,
  ruleOf,
  several,
  some,
  unique,
  VXLANS,
  vxlanOf,
} from './machine.ts';

/** A live machine: NICs, links of every kind we make, some of other kinds or under our names, and what stands on them. */
export const machine: fc.Arbitrary<Snapshot> = drawn((draw) => {
  const links = liveLinks(draw);
  const addresses = liveAddresses(draw, links);
  return {
    format_version: 1,
    links: links.map((link, i) => ({ ...link, index: i + 1 })),
    addresses,
    neighbors: liveNeighbors(draw, links),
    fdb: liveForwarding(draw, links),
    routes: liveRoutes(draw, links, addresses),
    rules: liveRules(draw),
    clients: [],
    resolvers: links.flatMap(({ name }) =>
      name !== 'lo' && maybe(draw, 15) ? [{ ...resolverOf(draw, name), protocol: one(draw, 0, 78) }] : [],
    ),
    mdb: liveGroups(draw, links),
    fouPorts: unique(
      several(draw, 3, () => fouPortOf(draw, namesOf(links))),
      fouPorts.key,
    ),
    addressLabels: unique(
      several(draw, 3, () => labelOf(draw, namesOf(links))),
      labels.key,
    ),
  };
});

const namesOf = (links: readonly Link[]): readonly string[] => links.map(({ name }) => name);

function liveLinks(draw: Draw): Link[] {
  const links: Link[] = [link('lo', 'loopback', { state: 'up', mtu: 65536, alias: null, master: null })];
  const bridges = some(draw, BRIDGES);
  for (const name of bridges) {
    // Somebody may have made something else of that name.
    if (maybe(draw, 10)) links.push(link(name, 'dummy', { ...commonOf(draw), master: null }));
    else links.push(link(name, 'bridge', { ...commonOf(draw), master: null, ...bridgeOf(draw) }));
  }
  const masters = links.filter((l) => l.kind === 'bridge').map((l) => l.name);
  const port = (): Attributes => portUnder(draw, maybe(draw, 30) ? pick(draw, masters) : undefined);
  for (const [i, name] of NICS.entries()) {
    if (!maybe(draw, 80)) continue;
    const macaddress = `02:00:00:00:00:0${i}`;
    const altname = maybe(draw, 10) ? { 'alternative-names': [`nic${i}`] } : {};
    links.push({
      ...link(name, 'physical', { ...commonOf(draw), macaddress, ...altname, ...port() }),
      facts: { permanentAddress: macaddress },
    });
  }
  for (const [one_, other] of PAIRS) pair(draw, links, one_, other, port);
  const lowers = links.filter((l) => l.kind !== 'loopback' && (l.attributes['master'] ?? null) === null);
  for (const name of some(draw, MACVLANS)) {
    const lower = pick(
      draw,
      lowers.filter((l) => l.kind !== 'macvlan'),
    );
    if (lower === undefined) continue;
    const attributes = { ...commonOf(draw), ...macvlanOf(draw, lower.name), ...port() };
    if (attributes['master'] !== lower.name)
      links.push(link(name, 'macvlan', fitting(attributes, lower.attributes['mtu'])));
  }
  for (const name of some(draw, VXLANS)) {
    const lower = maybe(draw, 30) ? pick(draw, lowers) : undefined;
    const attributes = { ...commonOf(draw), ...vxlanOf(draw, name), link: lower?.name ?? null, ...port() };
    // What fits into its device's, VXLAN's headers before it.
    const fits = Number(lower?.attributes['mtu']) - 70;
    links.push(link(name, 'vxlan', lower === undefined ? attributes : fitting(attributes, fits)));
  }
  if (links.some((l) => l.name === 'eth0') && maybe(draw, 30)) {
    const { state = null, mtu } = links.find((l) => l.name === 'eth0')?.attributes ?? {};
    const attributes = fitting({ ...commonOf(draw), state, link: 'eth0', master: null }, mtu);
    links.push(link('eth0.5', 'vlan', attributes));
  }
  return links;
}

function pair(draw: Draw, links: Link[], a: string, b: string, port: () => Attributes): void {
  if (maybe(draw, 40)) return;
  if (maybe(draw, 10)) {
    const there = link(a, 'veth', { ...commonOf(draw), ...port() });
    links.push({ ...there, facts: { peerElsewhere: true } });
    return;
  }
  const peer = maybe(draw, 15) ? 'veth77' : b;
  if (links.some((l) => l.name === peer)) return;
  links.push(link(a, 'veth', { ...commonOf(draw), 'veth.peer': peer, ...port() }));
  links.push(link(peer, 'veth', { ...commonOf(draw), 'veth.peer': a, ...port() }));
}

function portUnder(draw: Draw, master: string | undefined): Attributes {
  return master === undefined ? { master: null } : { master, ...portOf(draw) };
}

function link(name: string, kind: string, attributes: Attributes): Link {
  return { type: 'link', name, kind, attributes };
}

function liveAddresses(draw: Draw, links: readonly Link[]): Address[] {
  const drawnOnes = several(draw, 8, (): Address[] => {
    const on = pick(draw, links);
    if (on === undefined) return [];
    const dynamic = maybe(draw, 10) ? { dynamic: true } : {};
    return [
      {
        ...addressOf(draw, on.name, on.attributes['mtu']),
        lifetime: 'forever',
        scope: 'global',
        protocol: one(draw, 0, 0, 78),
        ...dynamic,
      },
    ];
  });
  const local: Address[] = links.flatMap((l) =>
    l.attributes['state'] === 'up' && Number(l.attributes['mtu']) >= 1280 && l.kind !== 'loopback'
      ? [
          {
            type: 'address',
            link: l.name,
            family: 6,
            address: 'fe80::1',
            prefix: 64,
            scope: 'link',
            lifetime: 'forever',
            protocol: 3,
          },
        ]
      : [],
  );
  return coherent([...drawnOnes.flat(), ...local]);
}

function liveNeighbors(draw: Draw, links: readonly Link[]): Neighbor[] {
  const up = links.filter((l) => l.attributes['state'] === 'up');
  const found = several(draw, 5, (): Neighbor[] => {
    const on = pick(draw, up);
    if (on === undefined) return [];
    return [{ ...neighborOf(draw, on.name, on.attributes['mtu']), protocol: one(draw, 0, 78) }];
  });
  return unique(found.flat(), neighbors.key);
}

function liveGroups(draw: Draw, links: readonly Link[]): GroupEntry[] {
  const bridges = new Set(links.flatMap(({ name, kind }) => (kind === 'bridge' ? [name] : [])));
  const ports = links.filter(({ attributes }) => bridges.has(String(attributes['master'])));
  const found = several(draw, 4, (): GroupEntry[] => {
    const on = pick(draw, ports);
    return on === undefined ? [] : [groupOf(draw, on.name, String(on.attributes['master']))];
  });
  return unique(found.flat(), mdb.key);
}

function liveForwarding(draw: Draw, links: readonly Link[]): ForwardingEntry[] {
  const able = links.filter((l) => l.kind === 'vxlan' || (l.attributes['master'] ?? null) !== null);
  const found = several(draw, 4, (): ForwardingEntry[] => {
    const on = pick(draw, able);
    return on === undefined ? [] : [forwardingOf(draw, on)];
  });
  return unique(
    unique(found.flat(), fdb.key),
    placeIn(new Map(links.map((l) => [l.name, l.attributes['master']]))),
  );
}

function liveRoutes(draw: Draw, links: readonly Link[], addresses: readonly Address[]): Route[] {
  const up = links.filter((l) => l.attributes['state'] === 'up' && l.kind !== 'loopback');
  const found = several(draw, 8, (): Route[] => {
    const v6 = up.filter((l) => Number(l.attributes['mtu']) >= 1280);
    const route = routeOf(
      draw,
      up.map((l) => l.name),
      addresses,
    );
    if (
      route === undefined ||
      (route.family === 6 && route.link != null && !v6.some((l) => l.name === route.link))
    )
      return [];
    const protocol = one(draw, 4, 3, 78, 78, 16, 186);
    if (route.kind !== 'unicast' || v6.length < 2 || !maybe(draw, 15))
      return [routes.normal({ ...route, protocol })];
    const [first, second] = v6;
    if (first === undefined || second === undefined) return [];
    const hop = (name: string) => ({ via: null, link: name, weight: 1, onLink: true });
    const { via: _via, from: _from, ...rest } = route;
    return [
      routes.normal({
        ...rest,
        scope: 'global',
        link: null,
        protocol: 186,
        nexthops: [hop(first.name), hop(second.name)],
      }),
    ];
  });
  const connected = up.flatMap((l): Route[] =>
    addresses.some((a) => a.link === l.name && a.family === 4)
      ? [
          routes.normal({
            type: 'route',
            family: 4,
            table: 254,
            to: '10.0.0.0/24',
            tos: 0,
            metric: 0,
            kind: 'unicast',
            link: l.name,
            protocol: 2,
          }),
        ]
      : [],
  );
  return [...unique(found.flat(), routes.key), ...connected];
}

function liveRules(draw: Draw): Rule[] {
  const own: Rule[] = [
    { type: 'rule', family: 4, priority: 0, action: 'lookup', table: 255, protocol: 2 },
    { type: 'rule', family: 4, priority: 32766, action: 'lookup', table: 254, protocol: 2 },
  ];
  const found = several(
    draw,
    4,
    (): Rule => ({
      ...ruleOf(draw),
      priority: one(draw, 100, 200, 32765, 32764),
      protocol: one(draw, 0, 78),
    }),
  );
  return [...own, ...unique(found, rules.key)];
}
