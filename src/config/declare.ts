import type { Client } from '../model/client.ts';
import type { Declaration, Declared, DeclaredLink } from '../model/declaration.ts';
import { declaredRoutes } from '../model/declared-routes.ts';
import type { Place } from '../model/place.ts';
import type { Route } from '../model/route.ts';
import type { OfMachine } from '../model/snapshot.ts';
import type { Context } from './context.ts';
import { type Draft, finalName, type Mention, type Said, type SaidClient } from './draft.ts';
import type { JoinedRoutes } from './join-usual.ts';
import { placeOf, type Span } from './node.ts';
import { saidUsual } from './routes.ts';
import { eachInOrder } from './usual-order.ts';
import { usualPlace } from './usual-routes.ts';

/** Makes the declaration from the drafts, with places instead of nodes and spans. */
export function declare({
  devices,
  machine,
  joined,
}: Pick<Context, 'devices' | 'machine' | 'joined'>): Declaration {
  return {
    links: devices.filter(({ isFilter }) => !isFilter).map(declareLink),
    addresses: gathered(devices, ({ addresses }) => addresses, declared),
    neighbors: gathered(devices, ({ neighbors }) => neighbors, declared),
    fdb: gathered(devices, ({ fdb }) => fdb, declared),
    mdb: gathered(devices, ({ mdb }) => mdb, declared),
    resolvers: devices.flatMap((draft) =>
      draft.resolver === undefined ? NONE : declared(draft.resolver, draft),
    ),
    clients: gathered(devices, ({ clients }) => clients, declareClient),
    routes:
      joined === undefined
        ? gathered(devices, ({ routes }) => routes, declared)
        : declareJoined(devices, joined),
    rules: gathered(devices, ({ rules }) => rules, declared),
    fouPorts: machine.fouPorts.map(ofMachine),
    addressLabels: machine.addressLabels.map(ofMachine),
  };
}

function gathered<S, T>(
  drafts: readonly Draft[],
  listOf: (draft: Draft) => readonly S[],
  declareOne: (said: S, draft: Draft) => T,
): readonly T[] {
  const list: T[] = [];
  for (const draft of drafts) for (const said of listOf(draft)) list.push(declareOne(said, draft));
  return list;
}

/** The routes in the order of the file; objects of joined ones are made on access. */
function declareJoined(drafts: readonly Draft[], joined: JoinedRoutes): readonly Declared<Route>[] {
  const { owners, ...columns } = joined;
  const { on } = columns;
  const places = new Uint32Array(on.length);
  const others = new Map<number, Declared<Route>>();
  let number = 0;
  for (const draft of drafts) {
    eachInOrder(
      draft,
      (said) => others.set(number + others.size, declared(said, draft)),
      (from, to) => {
        for (const end = number + to - from; number < end; number += 1) places[number] = number + others.size;
      },
    );
  }
  const ownerOf = (number: number): JoinedRoutes['owners'][number] => {
    const owner = owners[on[number] ?? 0];
    if (owner === undefined) throw new RangeError(`there is no usual route ${number}`);
    return owner;
  };
  return declaredRoutes({
    packed: { ...columns, places, devices: owners.map(({ draft }) => draft.id) },
    others,
    sourceOf(number) {
      const { usual, first } = ownerOf(number);
      return usualPlace(usual, number - first);
    },
    routeOf(number) {
      const { usual, draft, first } = ownerOf(number);
      return declared(saidUsual(usual, number - first, draft), draft);
    },
  });
}

function declareLink(draft: Draft): DeclaredLink {
  const { id, kind, attributes, optional, critical, match, setName } = draft;
  return {
    id,
    link: { type: 'link', name: finalName(draft), kind, attributes },
    source: placeOf(draft.key),
    places: placesOf(draft.spans),
    optional,
    ...(match !== undefined && { match }),
    ...(setName !== undefined && { setName: setName.id }),
    ...(draft.functionOf !== undefined && { virtualFunction: functionOf(draft.functionOf, draft) }),
    ...(critical !== undefined && { critical: placeOf(critical) }),
  };
}

function functionOf(
  { id: of }: Mention,
  { functionVlan: vlan }: Draft,
): NonNullable<DeclaredLink['virtualFunction']> {
  return { of, ...(vlan !== undefined && { vlan: { id: vlan.id, place: placeOf(vlan.span) } }) };
}

function declareClient({ item, node, spans }: SaidClient, { id }: Draft): Declared<Client> {
  return { item, on: id, source: placeOf(node), places: placesOf(spans) };
}

type Places = Readonly<Record<string, Place>>;

/** Shared by the many objects without places. */
const NOWHERE: Places = {};
const NONE: readonly never[] = [];

function placesOf(spans: ReadonlyMap<string, Span>): Places {
  if (spans.size === 0) return NOWHERE;
  const places: Record<string, Place> = {};
  for (const [name, span] of spans) places[name] = placeOf(span);
  return places;
}

const ofMachine = <T extends OfMachine>(said: Said<T>): Declared<T> =>
  declared(said, { id: said.item.link ?? '' });

function declared<T>({ item, node, members = node }: Said<T>, { id }: Pick<Draft, 'id'>): Declared<T> {
  const source = placeOf(node);
  if (members.kind !== 'map') return { item, on: id, source };
  const places: Record<string, Place> = {};
  members.entries.forEach(({ key, value }) => {
    places[key.text] = placeOf(value);
  });
  return { item, on: id, source, places };
}
