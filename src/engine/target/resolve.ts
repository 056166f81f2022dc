import {
  type Address,
  type Attributes,
  type Declaration,
  type Declared,
  type DeclaredLink,
  type ForwardingEntry,
  type GroupEntry,
  type Link,
  type OfMachine,
  type OnLink,
  type Problem,
  type Snapshot,
  sameValue,
  type Value,
} from '../../model/index.ts';
import { FILTERS } from '../../model/language/qdiscs/filters.ts';
import { QDISC } from '../../model/language/qdiscs/qdisc.ts';
import { REFERENCES } from '../../model/language/references.ts';
import { isMacWord, type Machine } from '../../model/machine.ts';
import { mapNames } from '../../resources/rename.ts';
import type { Wanted } from '../../resources/room.ts';
import { besideClients } from './beside-clients.ts';
import { choosePrograms } from './choose-programs.ts';
import { INFINIBAND, withoutFixed } from './fixed-attributes.ts';
import { besideForeignQdiscs } from './foreign-qdisc.ts';
import { type Former, NO_FORMER } from './former.ts';
import { comingFunctions, withFunctionVlans } from './function-vlans.ts';
import { hasIpv6Words, withIpv6Words } from './ipv6-words.ts';
import { type Located, locate, ownNames } from './locate.ts';
import { withOwnAddress } from './mac-words.ts';
import { matchingLinks, mayBe } from './match.ts';
import { namesBack } from './names-back.ts';
import { newRoutes } from './new-routes.ts';
import { type NamesOf, remembering } from './remembering.ts';
import { resolveRoutes } from './resolve-routes.ts';
import { resolveRules } from './resolve-rules.ts';
import { spreadMetrics } from './spread-metrics.ts';
import type { Target } from './target.ts';
import { turnedAway } from './turned-away.ts';
import { onLink, wanted } from './wanted.ts';

export interface Resolved {
  readonly target: Target;
  /** The names of the links of each device. */
  readonly names: ResolvedLinks['names'];
  readonly problems: readonly Problem[];
}

/** The links of a target. */
export interface ResolvedLinks {
  readonly links: readonly Wanted<Link>[];
  readonly renames: Target['renames'];
  readonly names: NamesOf;
  readonly problems: Problem[];
}

/** Finds the live links of the declared devices, and turns the declaration into a target with their names. */
export function resolve(
  declaration: Declaration,
  snapshot: Snapshot,
  former?: Former,
  machine?: Machine,
  hidden?: readonly string[],
): Resolved {
  const { links, renames, names, problems } = resolveLinks(declaration, snapshot, former, hidden);
  const byName = new Map(snapshot.links.map((link) => [link.name, link]));
  const loopback = snapshot.links.find(({ kind }) => kind === 'loopback');
  const chosen = choosePrograms(onDevices(declaration.clients, names), snapshot, machine, problems);
  problems.push(...turnedAway(chosen, snapshot.clients));
  const {
    wanted: wantedRoutes,
    absent,
    problems: ofRoutes,
  } = resolveRoutes(declaration.routes, names, snapshot.packed);
  for (const problem of ofRoutes) problems.push(problem);
  const addresses = resolveAddresses(declaration.addresses, names);
  const { rules, problems: ofRules } = resolveRules(declaration.rules, {
    names,
    links: declaration.links,
    live: snapshot.links,
  });
  problems.push(...ofRules);
  return {
    target: {
      links: links.map((wanted) => {
        const { name, attributes } = wanted.item;
        const live = byName.get(renames.get(name) ?? name);
        const ipv6 = hasIpv6Words(attributes);
        const isFixed = live?.facts?.fixed !== undefined || INFINIBAND in attributes;
        const isShaped = QDISC in attributes || FILTERS in attributes;
        if (!ipv6 && !isFixed && !isShaped && !isMacWord(attributes['macaddress'])) return wanted;
        const possible = besideForeignQdiscs(withoutFixed(wanted, live, problems), live, problems);
        const addressed = withOwnAddress(possible, live, machine, problems);
        return ipv6 ? withIpv6Words(addressed, live, loopback) : addressed;
      }),
      addresses,
      neighbors: onDevices(declaration.neighbors, names),
      fdb: onDevices(declaration.fdb, names).map((entry) => overLink(entry, names)),
      mdb: onDevices(declaration.mdb, names).map((entry) => inBridge(entry, names)),
      resolvers: onDevices(declaration.resolvers, names),
      clients: besideClients(spreadMetrics(chosen, links), wantedRoutes, addresses),
      routes: wantedRoutes,
      absentRoutes: absent,
      ...(snapshot.packed !== undefined && { newRoutes: newRoutes(declaration.routes, snapshot.packed) }),
      rules,
      fouPorts: ofMachine(declaration.fouPorts, names),
      addressLabels: ofMachine(declaration.addressLabels, names),
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

/**
 * The same for links only.
 * @param hidden names of links that are not in the snapshot
 */
export function resolveLinks(
  declaration: Declaration,
  snapshot: Snapshot,
  former: Former = NO_FORMER,
  hidden: readonly string[] = [],
): ResolvedLinks {
  const problems: Problem[] = [];
  const names = new Map<string, readonly string[]>();
  const renames = new Map<string, string>();
  const taken = new Set(declaration.links.flatMap(ownNames));
  const held = declaration.links.some(({ match }) => match !== undefined)
    ? heldNames(declaration.links, snapshot, former)
    : taken;
  const claims = new Map<string, DeclaredLink>();
  const coming = comingFunctions(declaration, (card) => matchingLinks(card, snapshot, taken, former));
  for (const declared of declaration.links) {
    const found: Located[] = locate(declared, snapshot, {
      coming,
      taken: held,
      claims,
      problems,
      former,
    });
    names.set(
      declared.id,
      found.map((link) => link.name),
    );
    for (const link of found) if (link.current !== link.name) renames.set(link.name, link.current);
  }
  const found = { declared: declaration.links, claims, renames, taken, hidden };
  const back = namesBack(snapshot, former, found);
  if (back.size > 0) {
    for (const [current, name] of back) renames.set(name, current);
    for (const [id, found] of names)
      names.set(
        id,
        found.map((name) => back.get(name) ?? name),
      );
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

/** The names of declared devices that certainly belong to them already, or to no link. */
function heldNames(
  declared: readonly DeclaredLink[],
  snapshot: Snapshot,
  former: Former,
): ReadonlySet<string> {
  const byName = new Map(snapshot.links.map((link) => [link.name, link]));
  return new Set(
    declared.flatMap((one) => ownNames(one).filter((name) => mayBe(one, byName.get(name), snapshot, former))),
  );
}

function wantedLink(declared: DeclaredLink, name: string, nameOf: (id: string) => string): Wanted<Link> {
  const { link, source, places, creation } = declared;
  const attributes = withNames(link.attributes, nameOf);
  const item: Link =
    name === link.name && attributes === link.attributes ? link : { ...link, name, attributes };
  return creation === undefined ? { item, source, places } : { item, source, places, creation };
}

/** Attributes with the current names of other links in them; the same object if nothing changes. */
function withNames(attributes: Attributes, nameOf: (id: string) => string): Attributes {
  const isOther = ([key, value]: readonly [string, Value]): boolean =>
    REFERENCES.has(key) && !sameValue(mapNames(value, nameOf), value);
  const entries = Object.entries(attributes);
  if (!entries.some(isOther)) return attributes;
  return Object.fromEntries(
    entries.map(([key, value]) => [key, REFERENCES.has(key) ? mapNames(value, nameOf) : value]),
  );
}

/** Remembered, as there may be thousands. */
const resolveAddresses = remembering(onDevices<Address>);

/** The declared objects on devices, once for each link of their device. */
function onDevices<T extends Address | OnLink>(
  declared: readonly Declared<T>[],
  names: NamesOf,
): Wanted<T>[] {
  return declared.flatMap((d) => (names.get(d.on) ?? []).map((link) => onLink(d, link)));
}

/** The declared objects of the machine; those for a device once for each of its links. */
function ofMachine<T extends OfMachine>(declared: readonly Declared<T>[], names: NamesOf): Wanted<T>[] {
  return declared.flatMap((d) =>
    d.item.link === null
      ? [wanted(d, d.item)]
      : (names.get(d.on) ?? []).map((link) => wanted(d, { ...d.item, link })),
  );
}

function overLink(entry: Wanted<ForwardingEntry>, names: NamesOf): Wanted<ForwardingEntry> {
  const { out } = entry.item;
  return out === null ? entry : { ...entry, item: { ...entry.item, out: names.get(out)?.[0] ?? out } };
}

function inBridge(entry: Wanted<GroupEntry>, names: NamesOf): Wanted<GroupEntry> {
  const { bridge } = entry.item;
  return { ...entry, item: { ...entry.item, bridge: names.get(bridge)?.[0] ?? bridge } };
}
