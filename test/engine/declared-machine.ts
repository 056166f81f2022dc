import type fc from 'fast-check';
import type {
  Address,
  Attributes,
  Declaration,
  Declared,
  DeclaredLink,
  ForwardingEntry,
  GroupEntry,
  Neighbor,
  OfMachine,
  Place,
  Route,
  Rule,
} from '../../src/model/index.ts';
import { addresses as addressRoom } from '../../src/resources/address/address.ts';
import { fdb as forwardingRoom } from '../../src/resources/fdb/fdb.ts';
import { fouPorts } from '../../src/resources/fou/fou.ts';
import { labels } from '../../src/resources/label/label.ts';
import { mdb as groupRoom } from '../../src/resources/mdb/mdb.ts';
import { neighbors as neighborRoom } from '../../src/resources/neighbor/neighbor.ts';
import { routes as routeRoom } from '../../src/resources/route/route.ts';
import {
  addressOf,
  BRIDGES,
  bridgeOf,
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
  shuffled,
  some,
  unique,
  VXLANS,
  vxlanOf,
} from './machine.ts';

const PLACE: Place = { file: 'test.yaml', line: 1, column: 1 };

/** Some of the attributes, as a configuration says only some. */
const part = (draw: Draw, attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => name === 'state' || maybe(draw, 60)));

/** A declaration such as the configuration's checks let through. */
export const declaration: fc.Arbitrary<Declaration> = drawn((draw) => {
  const links = declaredLinks(draw);
  const addresses = declaredAddresses(draw, links);
  return {
    links: shuffled(draw, links),
    addresses: addresses.map((item) => declared(item, item.link)),
    neighbors: declaredNeighbors(draw, links),
    fdb: declaredForwarding(draw, links),
    clients: [],
    routes: declaredRoutes(draw, links, addresses),
    rules: unique(
      several(draw, 3, (): Rule => {
        const priority = maybe(draw, 40) ? { priority: one(draw, 100, 200, 32765) } : {};
        return { ...ruleOf(draw), ...priority };
      }),
      (rule) => JSON.stringify(rule),
    ).map((item) => declared(item, 'eth0')),
    resolvers: links.flatMap(({ id }) => (maybe(draw, 15) ? [declared(resolverOf(draw, id), id)] : [])),
    mdb: declaredGroups(draw, links),
    fouPorts: declaredOfMachine(draw, links, fouPortOf, fouPorts.key),
    addressLabels: declaredOfMachine(draw, links, labelOf, labels.key),
  };
});

function declared<T>(item: T, on: string): Declared<T> {
  return { item, on, source: PLACE };
}

function declaredOfMachine<T extends OfMachine>(
  draw: Draw,
  links: readonly DeclaredLink[],
  make: (draw: Draw, links: readonly string[]) => T,
  key: (item: T) => string,
): readonly Declared<T>[] {
  const ids = links.map(({ id }) => id);
  return unique(
    several(draw, 3, () => make(draw, ids)),
    key,
  ).map((item) => declared(item, item.link ?? ''));
}

function declaredLinks(draw: Draw): DeclaredLink[] {
  const links: DeclaredLink[] = [];
  const add = (id: string, kind: string, attributes: Attributes, more: Partial<DeclaredLink> = {}): void => {
    links.push({
      id,
      link: { type: 'link', name: more.setName ?? id, kind, attributes },
      source: PLACE,
      places: {},
      optional: false,
      ...more,
    });
  };
  const bridges = some(draw, BRIDGES);
  for (const name of bridges)
    add(name, 'bridge', { ...part(draw, commonOf(draw)), ...part(draw, bridgeOf(draw)) });
  const port = (): Attributes => portUnder(draw, maybe(draw, 40) ? pick(draw, bridges) : undefined);
  for (const name of NICS) {
    if (!maybe(draw, 60)) continue;
    const attributes = { ...part(draw, commonOf(draw)), ...port() };
    add(name, 'physical', attributes, { optional: maybe(draw) });
  }
  for (const [a, b] of PAIRS) {
    if (!maybe(draw, 40)) continue;
    add(a, 'veth', { ...part(draw, commonOf(draw)), 'veth.peer': b, ...port() });
    add(b, 'veth', { ...part(draw, commonOf(draw)), 'veth.peer': a, ...port() });
  }
  const lowers = links.filter(({ link }) => link.attributes['master'] === undefined).map(({ id }) => id);
  for (const name of some(draw, MACVLANS)) {
    const lower = pick(draw, lowers);
    if (lower === undefined) continue;
    const attributes = { ...part(draw, commonOf(draw)), ...macvlanOf(draw, lower), ...port() };
    const most = links.find(({ id }) => id === lower)?.link.attributes['mtu'];
    if (attributes['master'] !== lower) add(name, 'macvlan', fitting(attributes, most));
  }
  for (const name of some(draw, VXLANS)) {
    const { 'vxlan.remote': remote = null, 'vxlan.local': local = null, ...others } = vxlanOf(draw, name);
    const ends = {
      ...(remote !== null && { 'vxlan.remote': remote }),
      ...(local !== null && { 'vxlan.local': local }),
    };
    const link = maybe(draw, 30) ? pick(draw, lowers) : undefined;
    const lower = link === undefined ? {} : { link };
    add(name, 'vxlan', { ...part(draw, commonOf(draw)), ...others, ...ends, ...lower, ...port() });
  }
  return maybe(draw, 30) ? renamed(draw, links) : links;
}

function portUnder(draw: Draw, master: string | undefined): Attributes {
  return master === undefined ? {} : { master, ...part(draw, portOf(draw)) };
}

/** The NICs by their MACs, under other names. */
function renamed(draw: Draw, links: readonly DeclaredLink[]): DeclaredLink[] {
  const names = shuffled(draw, [...NICS, 'lan0', 'nic0']);
  return links.map((declared) => {
    const nth = NICS.indexOf(declared.id);
    const setName = names[nth];
    if (nth < 0 || setName === undefined) return declared;
    const match = { macaddress: `02:00:00:00:00:0${nth}` };
    return { ...declared, match, setName, link: { ...declared.link, name: setName } };
  });
}

function declaredAddresses(draw: Draw, links: readonly DeclaredLink[]): Address[] {
  const drawnOnes = several(draw, 6, (): Address[] => {
    const on = pick(draw, links);
    if (on === undefined) return [];
    const address = addressOf(draw, on.id, on.link.attributes['mtu']);
    return [address.family === 4 && maybe(draw, 15) ? { ...address, lifetime: 0 } : address];
  });
  return unique(drawnOnes.flat(), addressRoom.key);
}

function declaredNeighbors(draw: Draw, links: readonly DeclaredLink[]): Declared<Neighbor>[] {
  const found = several(draw, 4, (): Neighbor[] => {
    const on = pick(draw, links);
    return on === undefined ? [] : [neighborOf(draw, on.id, on.link.attributes['mtu'])];
  });
  return unique(found.flat(), neighborRoom.key).map((item) => declared(item, item.link));
}

function declaredForwarding(draw: Draw, links: readonly DeclaredLink[]): Declared<ForwardingEntry>[] {
  const able = links.filter(({ link }) => link.kind === 'vxlan' || link.attributes['master'] !== undefined);
  const found = several(draw, 3, (): ForwardingEntry[] => {
    const on = pick(draw, able);
    return on === undefined ? [] : [forwardingOf(draw, { ...on.link, name: on.id })];
  });
  const masters = new Map(links.map(({ id, link }) => [id, link.attributes['master']]));
  return unique(unique(found.flat(), forwardingRoom.key), placeIn(masters)).map((item) =>
    declared(item, item.link),
  );
}

function declaredGroups(draw: Draw, links: readonly DeclaredLink[]): Declared<GroupEntry>[] {
  const bridges = new Map(links.flatMap(({ id, link }) => (link.kind === 'bridge' ? [[id, link]] : [])));
  const ports = links.flatMap(({ id, link: { attributes } }) => {
    const bridge = bridges.get(String(attributes['master']));
    return bridge === undefined ? [] : [{ id, bridge }];
  });
  const found = several(draw, 3, (): GroupEntry[] => {
    const on = pick(draw, ports);
    if (on === undefined) return [];
    const entry = groupOf(draw, on.id, on.bridge.name);
    return [on.bridge.attributes['bridge.vlan-filtering'] === true ? { ...entry, vlan: 10 } : entry];
  });
  return unique(found.flat(), groupRoom.key).map((item) => declared(item, item.link));
}

function declaredRoutes(
  draw: Draw,
  links: readonly DeclaredLink[],
  addresses: readonly Address[],
): Declared<Route>[] {
  const up = links.filter(({ link }) => link.attributes['state'] !== 'down').map(({ id }) => id);
  const found = several(draw, 6, (): Route[] => {
    const route = routeOf(draw, up, addresses);
    if (route === undefined) return [];
    const mtu = links.find(({ id }) => id === route.link)?.link.attributes['mtu'];
    return route.family === 6 && Number(mtu) < 1280 ? [] : [route];
  });
  return unique(found.flat(), routeRoom.key).map((item) =>
    declared(item, item.link ?? links[0]?.id ?? 'eth0'),
  );
}
