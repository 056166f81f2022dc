import {
  type Address,
  type Attributes,
  type Declaration,
  type Declared,
  type DeclaredLink,
  type ForwardingEntry,
  type Link,
  type OnLink,
  type PackedSeen,
  type Problem,
  type Route,
  SEEN,
  type Snapshot,
  sameValue,
  type Value,
} from '../model/index.ts';
import { REFERENCES } from '../model/language/references.ts';
import { isMacWord, type Machine } from '../model/machine.ts';
import { mapNames } from '../resources/rename.ts';
import type { Wanted } from '../resources/room.ts';
import { routes } from '../resources/route/route.ts';
import { areAllThere } from '../resources/route/see-packed.ts';
import { besideClients } from './beside-clients.ts';
import { choosePrograms } from './choose-programs.ts';
import { INFINIBAND, withoutFixed } from './fixed-attributes.ts';
import { comingFunctions, withFunctionVlans } from './function-vlans.ts';
import { hasIpv6Words, withIpv6Words } from './ipv6-words.ts';
import { type Located, locate, ownNames } from './locate.ts';
import { withOwnAddress } from './mac-words.ts';
import { type FormerAddress, matchingLinks } from './match.ts';
import { isNew, newRoutes } from './new-routes.ts';
import { spreadMetrics } from './spread-metrics.ts';
import type { Target } from './target.ts';
import { turnedAway } from './turned-away.ts';
import { onLink, wanted } from './wanted.ts';

export interface Resolved {
  readonly target: Target;
  /** Of each device, the names of the links it stands for. */
  readonly names: ResolvedLinks['names'];
  readonly problems: readonly Problem[];
}

/** The links of a target. */
export interface ResolvedLinks {
  readonly links: readonly Wanted<Link>[];
  readonly renames: Target['renames'];
  /** Of each device, the names of the links it stands for. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly problems: Problem[];
}

/** Finds which live links the declared devices are, and says everything in terms of their names. */
export function resolve(
  declaration: Declaration,
  snapshot: Snapshot,
  formerAddress?: FormerAddress,
  machine?: Machine,
): Resolved {
  const { links, renames, names, problems } = resolveLinks(declaration, snapshot, formerAddress);
  const byName = new Map(snapshot.links.map((link) => [link.name, link]));
  const loopback = snapshot.links.find(({ kind }) => kind === 'loopback');
  const chosen = choosePrograms(onDevices(declaration.clients, names), snapshot, machine, problems);
  problems.push(...turnedAway(chosen, snapshot.clients));
  const sought = { declared: declaration.routes, seen: snapshot.packed };
  const { wanted: wantedRoutes, absent: absentRoutes } = resolveRoutes(sought, names, problems);
  return {
    target: {
      links: links.map((wanted) => {
        const { name, attributes } = wanted.item;
        const live = byName.get(renames.get(name) ?? name);
        const ipv6 = hasIpv6Words(attributes);
        const isFixed = live?.facts?.fixed !== undefined || INFINIBAND in attributes;
        if (!ipv6 && !isFixed && !isMacWord(attributes['macaddress'])) return wanted;
        const addressed = withOwnAddress(withoutFixed(wanted, live, problems), live, machine, problems);
        return ipv6 ? withIpv6Words(addressed, live, loopback) : addressed;
      }),
      addresses: resolveAddresses(declaration.addresses, names),
      neighbors: onDevices(declaration.neighbors, names),
      fdb: onDevices(declaration.fdb, names).map((entry) => overLink(entry, names)),
      resolvers: onDevices(declaration.resolvers, names),
      clients: besideClients(spreadMetrics(chosen, links), wantedRoutes),
      routes: wantedRoutes,
      absentRoutes,
      ...(snapshot.packed !== undefined && { newRoutes: newRoutes(declaration.routes, snapshot.packed) }),
      rules: declaration.rules.map((d) => wanted(d, d.item)),
      optional: new Set(declaration.links.flatMap((d) => (d.optional ? (names.get(d.id) ?? []) : []))),
      critical: new Map(
        declaration.links.flatMap(({ id, critical }) =>
          critical === undefined ? [] : (names.get(id) ?? []).map((name) => [name, critical] as const),
        ),
      ),
      renames,
    },
    names,
    problems,
  };
}

/** The same for the links alone, without a look at what is declared on them. */
export function resolveLinks(
  declaration: Declaration,
  snapshot: Snapshot,
  formerAddress?: FormerAddress,
): ResolvedLinks {
  const problems: Problem[] = [];
  const names = new Map<string, readonly string[]>();
  const renames = new Map<string, string>();
  const taken = new Set(declaration.links.flatMap(ownNames));
  const claims = new Map<string, DeclaredLink>();
  const coming = comingFunctions(declaration, (card) => matchingLinks(card, snapshot, taken, formerAddress));
  for (const declared of declaration.links) {
    const found: Located[] = locate(declared, snapshot, {
      coming,
      taken,
      claims,
      problems,
      ...(formerAddress !== undefined && { formerAddress }),
    });
    names.set(
      declared.id,
      found.map((link) => link.name),
    );
    for (const link of found) if (link.current !== link.name) renames.set(link.name, link.current);
  }
  const nameOf = (id: string): string => names.get(id)?.[0] ?? id;
  const declared = declaration.links.flatMap((d) =>
    (names.get(d.id) ?? []).map((name) => wantedLink(d, name, nameOf)),
  );
  const current = (id: string): string | undefined => {
    const name = names.get(id)?.[0];
    return name === undefined ? undefined : (renames.get(name) ?? name);
  };
  const links = withFunctionVlans(declared, declaration, snapshot, current, problems);
  return { links, renames, names, problems };
}

function wantedLink(declared: DeclaredLink, name: string, nameOf: (id: string) => string): Wanted<Link> {
  const { link, source, places, creation } = declared;
  const attributes = withNames(link.attributes, nameOf);
  const item: Link =
    name === link.name && attributes === link.attributes ? link : { ...link, name, attributes };
  return creation === undefined ? { item, source, places } : { item, source, places, creation };
}

/** Attributes with the names that links have by now: mostly the same, and then the same object. */
function withNames(attributes: Attributes, nameOf: (id: string) => string): Attributes {
  const isOther = ([key, value]: readonly [string, Value]): boolean =>
    REFERENCES.has(key) && !sameValue(mapNames(value, nameOf), value);
  const entries = Object.entries(attributes);
  if (!entries.some(isOther)) return attributes;
  return Object.fromEntries(
    entries.map(([key, value]) => [key, REFERENCES.has(key) ? mapNames(value, nameOf) : value]),
  );
}

interface ResolvedRoutes {
  readonly wanted: readonly Wanted<Route>[];
  /** Keys of those whose device is not there. */
  readonly absent: ReadonlySet<string>;
}

/** Declared routes, and what was seen of those that are packed. */
interface Sought {
  readonly declared: readonly Declared<Route>[];
  readonly seen: PackedSeen | undefined;
}

/** What was found last of a list of routes: a run plans twice at least, and mostly with the same links. */
const KEPT = new WeakMap<
  readonly Declared<Route>[],
  {
    readonly seen: PackedSeen | undefined;
    readonly names: ReadonlyMap<string, readonly string[]>;
    readonly resolved: ResolvedRoutes;
  }
>();

function resolveRoutes(
  sought: Sought,
  names: ReadonlyMap<string, readonly string[]>,
  problems: Problem[],
): ResolvedRoutes {
  const { declared, seen } = sought;
  const kept = KEPT.get(declared);
  if (kept !== undefined && kept.seen === seen && sameNames(kept.names, names)) return kept.resolved;
  const before = problems.length;
  const resolved = resolveEach(sought, names, problems);
  // What is to be complained about is so each time.
  if (problems.length === before) KEPT.set(declared, { seen, names, resolved });
  return resolved;
}

function sameNames(
  a: ReadonlyMap<string, readonly string[]>,
  b: ReadonlyMap<string, readonly string[]>,
): boolean {
  if (a.size !== b.size) return false;
  for (const [id, names] of a) if (!sameValue(names, b.get(id))) return false;
  return true;
}

/** A route can lead over one link only: the kernel has one place for each destination and metric. */
function resolveEach(
  { declared, seen }: Sought,
  names: ReadonlyMap<string, readonly string[]>,
  problems: Problem[],
): ResolvedRoutes {
  const found: Wanted<Route>[] = [];
  const absent = new Set<string>();
  const done = seen && placesDone(seen, declared.length);
  const take = (d: Declared<Route>): void => {
    const links = d.item.link == null ? undefined : names.get(d.on);
    const first = links?.[0];
    if (d.item.link == null) found.push(wanted(d, d.item));
    else if (links === undefined || first === undefined) absent.add(routes.key(d.item));
    else {
      if (links.length > 1) problems.push(onSeveralLinks(d, links, first));
      found.push(onLink(d, first));
    }
  };
  if (done === undefined) declared.forEach(take);
  else {
    for (let place = done.indexOf(0); place >= 0; place = done.indexOf(0, place + 1)) {
      const d = declared[place];
      if (d !== undefined) take(d);
    }
  }
  return { wanted: found, absent };
}

/** Of each place in the list of declared routes, whether the one there needs no look: it is as declared, or new. */
function placesDone(seen: PackedSeen, count: number): Uint8Array {
  const done = new Uint8Array(count);
  const { places } = seen.routes;
  if (places.length === count && areAllThere(seen)) return done.fill(1);
  for (let at = 0; at < places.length; at += 1) {
    if (seen.states[at] === SEEN.AS_DECLARED || isNew(seen, at)) done[places[at] ?? 0] = 1;
  }
  return done;
}

const onSeveralLinks = (
  { item, on, source }: Declared<Route>,
  links: readonly string[],
  first: string,
): Problem => ({
  code: 'route-on-several-links',
  severity: 'error',
  message: `the route to ${item.to} can lead over one link only, but ${on} stands for ${links.join(', ')}: it is put on ${first}`,
  hint: 'make "match" say which one is meant, or declare the route on a device of its own',
  source,
});

/** What was made last of a list of addresses, as of routes. */
const KEPT_ADDRESSES = new WeakMap<
  readonly Declared<Address>[],
  { readonly names: ReadonlyMap<string, readonly string[]>; readonly resolved: readonly Wanted<Address>[] }
>();

function resolveAddresses(
  declared: readonly Declared<Address>[],
  names: ReadonlyMap<string, readonly string[]>,
): readonly Wanted<Address>[] {
  const kept = KEPT_ADDRESSES.get(declared);
  if (kept !== undefined && sameNames(kept.names, names)) return kept.resolved;
  const resolved = onDevices(declared, names);
  KEPT_ADDRESSES.set(declared, { names, resolved });
  return resolved;
}

/** Objects on devices, on each link that their device stands for. */
function onDevices<T extends Address | OnLink>(
  declared: readonly Declared<T>[],
  names: ReadonlyMap<string, readonly string[]>,
): Wanted<T>[] {
  return declared.flatMap((d) => (names.get(d.on) ?? []).map((link) => onLink(d, link)));
}

function overLink(
  entry: Wanted<ForwardingEntry>,
  names: ReadonlyMap<string, readonly string[]>,
): Wanted<ForwardingEntry> {
  const { out } = entry.item;
  return out === null ? entry : { ...entry, item: { ...entry.item, out: names.get(out)?.[0] ?? out } };
}
