import type { Client } from '../model/client.ts';
import type { Declaration, Declared, DeclaredLink } from '../model/declaration.ts';
import type { Place } from '../model/place.ts';
import { type Draft, finalName, type Mention, type Said, type SaidClient } from './draft.ts';
import { placeOf } from './node.ts';

/** The declaration that the drafts add up to, with places instead of pieces of files. */
export function declare(drafts: ReadonlyMap<string, Draft>): Declaration {
  const all = [...drafts.values()];
  return {
    links: all.filter(({ isFilter }) => !isFilter).map(declareLink),
    addresses: all.flatMap((draft) => draft.addresses.map((said) => declared(said, draft))),
    neighbors: all.flatMap((draft) => draft.neighbors.map((said) => declared(said, draft))),
    fdb: all.flatMap((draft) => draft.fdb.map((said) => declared(said, draft))),
    resolvers: all.flatMap((draft) =>
      draft.resolver === undefined ? [] : [declared(draft.resolver, draft)],
    ),
    clients: all.flatMap((draft) => draft.clients.map((said) => declareClient(said, draft))),
    routes: all.flatMap((draft) => draft.routes.map((said) => declared(said, draft))),
    rules: all.flatMap((draft) => draft.rules.map((said) => declared(said, draft))),
  };
}

function declareLink(draft: Draft): DeclaredLink {
  const { id, kind, attributes, optional, critical, match, setName } = draft;
  return {
    id,
    link: { type: 'link', name: finalName(draft), kind, attributes },
    source: placeOf(draft.key),
    places: Object.fromEntries([...draft.spans].map(([attribute, span]) => [attribute, placeOf(span)])),
    ...(match === undefined ? {} : { match }),
    ...(setName === undefined ? {} : { setName: setName.id }),
    ...(draft.functionOf === undefined ? {} : { virtualFunction: functionOf(draft.functionOf, draft) }),
    ...(critical === undefined ? {} : { critical: placeOf(critical) }),
    optional,
  };
}

function functionOf(
  { id: of }: Mention,
  { functionVlan: vlan }: Draft,
): NonNullable<DeclaredLink['virtualFunction']> {
  return { of, ...(vlan !== undefined && { vlan: { id: vlan.id, place: placeOf(vlan.span) } }) };
}

function declareClient({ item, node, spans }: SaidClient, { id }: Draft): Declared<Client> {
  const places = Object.fromEntries([...spans].map(([setting, span]) => [setting, placeOf(span)]));
  return { item, on: id, source: placeOf(node), places };
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
