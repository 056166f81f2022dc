import { type IgnoredBy, ignoredBy } from '../../model/ignored.ts';
import type {
  Declaration,
  Item,
  ItemOf,
  ItemType,
  Link,
  Place,
  Problem,
  Snapshot,
} from '../../model/index.ts';
import { alternativeNamesOf, ITEM_TYPES, LISTS, placeText } from '../../model/index.ts';
import { links } from '../../resources/link/link.ts';
import { linksNamedBy } from '../../resources/links-named.ts';
import type { Wanted } from '../../resources/room.ts';
import { ROOMS } from '../../resources/rooms.ts';
import { routes } from '../../resources/route/route.ts';
import type { Target } from '../target/target.ts';

/** The live objects that the declaration ignores. */
export function ignoredIn({ ignore }: Declaration, { links: live }: Snapshot): IgnoredBy {
  const byName = new Map(ignore === undefined ? [] : live.map((link) => [link.name, link]));
  return ignoredBy(ignore, (name) => byName.get(name));
}

/** The live state without ignored links, in which to find the declared devices. */
export function withoutIgnoredLinks(declaration: Declaration, snapshot: Snapshot): Snapshot {
  if (declaration.ignore?.links === undefined) return snapshot;
  const ignored = ignoredIn(declaration, snapshot);
  return { ...snapshot, links: snapshot.links.filter((link) => ignored(link) === undefined) };
}

/** The names of the links that {@link withoutIgnoredLinks} has left out: no other link can get them. */
export function namesLeftOut({ links: whole }: Snapshot, { links: left }: Snapshot): readonly string[] {
  if (whole === left) return [];
  const kept = new Set(left);
  return whole.flatMap((link) => (kept.has(link) ? [] : [link.name, ...alternativeNamesOf(link)]));
}

/** The target without objects for which something ignored would have to be changed, and a problem for each of them. */
export function leaveIgnored(
  target: Target,
  snapshot: Snapshot,
  ignored: IgnoredBy,
): { readonly target: Target; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const kept = new Map<ItemType, readonly Wanted<Item>[]>();
  const heldLinks = new Set<string>();
  for (const type of ITEM_TYPES) {
    const live = ignoredByKey(type, snapshot, ignored);
    const all: readonly Wanted<Item>[] = target[LISTS[type]];
    if (live.size === 0 && heldLinks.size === 0) {
      kept.set(type, all);
      continue;
    }
    const left = all.filter((wanted) => {
      // The problem of the link covers what is declared on it.
      if (type !== 'link' && linksNamedBy(wanted.item).some((name) => heldLinks.has(name))) return false;
      const found = live.get(ROOMS[type].key(wanted.item));
      if (found === undefined || (type !== 'link' && isSame(wanted.item, found.item))) return true;
      problems.push(inTheWay(wanted, found.source));
      if (type === 'link' && wanted.item.type === 'link') heldLinks.add(wanted.item.name);
      return false;
    });
    kept.set(type, left);
  }
  const staying = new Set(kept.get('route'));
  const gone = target.routes.filter((wanted) => !staying.has(wanted));
  const absentRoutes = new Set([...(target.absentRoutes ?? []), ...gone.map(({ item }) => routes.key(item))]);
  const list = <T extends ItemType>(type: T) => (kept.get(type) ?? []) as readonly Wanted<ItemOf[T]>[];
  return {
    target: {
      ...target,
      renames: new Map([...target.renames].filter(([name]) => !heldLinks.has(name))),
      links: list('link'),
      addresses: list('address'),
      neighbors: list('neighbor'),
      fdb: list('fdb'),
      mdb: list('mdb'),
      resolvers: list('resolver'),
      clients: list('client'),
      routes: list('route'),
      rules: list('rule'),
      fouPorts: list('fou'),
      addressLabels: list('label'),
      absentRoutes,
    },
    problems,
  };
}

interface Found {
  readonly item: Item;
  readonly source: Place;
}

/** Ignored live objects by their keys, without keys that an object which is not ignored has, too. */
function ignoredByKey(type: ItemType, snapshot: Snapshot, ignored: IgnoredBy): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  const others = new Set<string>();
  const live: readonly Item[] = snapshot[LISTS[type]] ?? [];
  for (const item of live) {
    const pattern = ignored(item);
    const key = ROOMS[type].key(item);
    if (pattern === undefined) others.add(key);
    else for (const name of keysOf(item, key)) found.set(name, { item, source: pattern.source });
  }
  for (const key of others) found.delete(key);
  return found;
}

/** Names and alternative names share one namespace in the kernel. */
const keysOf = (item: Item, key: string): readonly string[] =>
  item.type === 'link' ? [key, ...alternativeNamesOf(item)] : [key];

const isSame = (wanted: Item, live: Item): boolean =>
  ROOMS[wanted.type].differences(ROOMS[wanted.type].normal(wanted), live).length === 0;

function inTheWay({ item, source }: Wanted<Item>, ignoredAt: Place): Problem {
  const name = item.type === 'link' ? links.name(item as Link) : ROOMS[item.type].name(item);
  return {
    code: 'ignored',
    severity: 'error',
    message: `${name} is left out: in its place there is something that "ignore" leaves alone (${placeText(ignoredAt)})`,
    hint: 'make the pattern narrower, or declare something that does not take its place',
    source,
  };
}
