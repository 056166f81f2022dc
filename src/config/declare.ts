import type { Client } from '../model/client.ts';
import type { Declaration, Declared, DeclaredLink } from '../model/declaration.ts';
import type { Place } from '../model/place.ts';
import { type Draft, finalName, type Mention, type Said, type SaidClient } from './draft.ts';
import { placeOf, type Span } from './node.ts';

/** The declaration that the drafts add up to, with places instead of pieces of files. */
export function declare(drafts: readonly Draft[]): Declaration {
  return {
    links: drafts.filter(({ isFilter }) => !isFilter).map(declareLink),
    addresses: gathered(drafts, ({ addresses }) => addresses, declared),
    neighbors: gathered(drafts, ({ neighbors }) => neighbors, declared),
    fdb: gathered(drafts, ({ fdb }) => fdb, declared),
    resolvers: drafts.flatMap((draft) =>
      draft.resolver === undefined ? NONE : declared(draft.resolver, draft),
    ),
    clients: gathered(drafts, ({ clients }) => clients, declareClient),
    routes: gathered(drafts, ({ routes }) => routes, declared),
    rules: gathered(drafts, ({ rules }) => rules, declared),
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

/** For the many that say nothing. */
const NOWHERE: Places = {};
const NONE: readonly never[] = [];

function placesOf(spans: ReadonlyMap<string, Span>): Places {
  if (spans.size === 0) return NOWHERE;
  const places: Record<string, Place> = {};
  for (const [name, span] of spans) places[name] = placeOf(span);
  return places;
}

function declared<T>({ item, node, members = node }: Said<T>, { id }: Draft): Declared<T> {
  const source = placeOf(node);
  if (members.kind !== 'map') return { item, on: id, source };
  const places: Record<string, Place> = {};
  members.entries.forEach(({ key, value }) => {
    places[key.text] = placeOf(value);
  });
  return { item, on: id, source, places };
}
