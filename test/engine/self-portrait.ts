import type {
  Declaration,
  Declared,
  DeclaredLink,
  Item,
  Link,
  Place,
  Snapshot,
} from '../../src/model/index.ts';
import { addresses } from '../../src/resources/address/address.ts';
import { KINDS } from '../../src/resources/link/kinds.ts';
import { neighbors } from '../../src/resources/neighbor/neighbor.ts';
import { routes } from '../../src/resources/route/route.ts';
import { rules } from '../../src/resources/rule/rule.ts';
import { unique } from './machine.ts';

const PLACE: Place = { file: 'test.yaml', line: 1, column: 1 };

const isDeclarable = ({ kind }: Link): boolean => KINDS.has(kind) || kind === 'physical';

/** The machine without objects of ours that no configuration can declare: these would have to go. */
export function declarable(snapshot: Snapshot): Snapshot {
  const ids = new Set(snapshot.links.filter(isDeclarable).map(({ name }) => name));
  return {
    ...snapshot,
    addresses: snapshot.addresses.filter((a) => ids.has(a.link) || !addresses.marked(a)),
    neighbors: (snapshot.neighbors ?? []).filter((n) => ids.has(n.link) || !neighbors.marked(n)),
    routes: snapshot.routes.filter(
      (r) => !routes.marked(r) || (r.link == null ? r.nexthops === undefined : ids.has(r.link)),
    ),
  };
}

/** A machine's own state as the configuration that declares it. */
export function declarationOf(snapshot: Snapshot): Declaration {
  const links = snapshot.links.filter(isDeclarable).map(({ name, kind, attributes }): DeclaredLink => {
    const said = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
    const link = { type: 'link', name, kind, attributes: said } as const;
    return { id: name, link, source: PLACE, places: {}, optional: false };
  });
  const ids = new Set(links.map(({ id }) => id));
  const declared = <T extends Item>(item: T, on: string): Declared<T> => ({ item, on, source: PLACE });
  return {
    links,
    addresses: snapshot.addresses.flatMap((item) =>
      ids.has(item.link) && !addresses.automatic(item) ? [declared(item, item.link)] : [],
    ),
    neighbors: (snapshot.neighbors ?? []).flatMap((item) =>
      ids.has(item.link) ? [declared(item, item.link)] : [],
    ),
    mdb: (snapshot.mdb ?? []).flatMap((item) => (ids.has(item.link) ? [declared(item, item.link)] : [])),
    fdb: (snapshot.fdb ?? []).flatMap((item) => (ids.has(item.link) ? [declared(item, item.link)] : [])),
    resolvers: (snapshot.resolvers ?? []).flatMap((item) =>
      ids.has(item.link) ? [declared(item, item.link)] : [],
    ),
    clients: [],
    routes: unique(snapshot.routes, routes.key).flatMap((item) =>
      !routes.automatic(item) && (item.link == null ? item.nexthops === undefined : ids.has(item.link))
        ? [declared(item, item.link ?? '')]
        : [],
    ),
    rules: snapshot.rules.flatMap((item) => (rules.automatic(item) ? [] : [declared(item, '')])),
    fouPorts: (snapshot.fouPorts ?? []).flatMap((item) =>
      item.link === null || ids.has(item.link) ? [declared(item, item.link ?? '')] : [],
    ),
    addressLabels: (snapshot.addressLabels ?? []).flatMap((item) =>
      item.link === null || ids.has(item.link) ? [declared(item, item.link ?? '')] : [],
    ),
  };
}
