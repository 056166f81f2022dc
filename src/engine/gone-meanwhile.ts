import type { Attributes, Item, Link, Problem, Snapshot, Value } from '../model/index.ts';
import { isOfPort } from '../model/language/masters.ts';
import { lowersOf, REFERENCES } from '../model/language/references.ts';
import { linksNamedBy } from '../resources/links-named.ts';
import type { Wanted } from '../resources/room.ts';
import { identity } from './identity.ts';
import { namesOf } from './names-of.ts';
import { ROOMS } from './rooms.ts';
import type { Target } from './target.ts';

/** The code of the problem that tells of it. */
export const GONE_MEANWHILE = 'gone-meanwhile';

/** What a way back leads from and to. */
interface Way {
  readonly before: Snapshot;
  readonly now: Snapshot;
  /** Names, as of before, of the links that are there now. */
  readonly present: ReadonlySet<string>;
  /** Names of the links that the run took away: these are to come back. */
  readonly taken: ReadonlySet<string>;
}

/** What of the state before is gone by another hand; finding out of an object what it cannot be without. */
interface Gone {
  readonly links: ReadonlyMap<unknown, Link>;
  readonly neededBy: (item: Item) => Item | undefined;
}

/**
 * The way back without what somebody else has removed meanwhile, who may have had a reason, and without what cannot be
 * without it: that is told, and is no failure of the way back.
 */
export function withoutGone(whole: Target, way: Way): { target: Target; problems: readonly Problem[] } {
  const gone = goneIn(whole, way);
  const causes = new Set<Item>();
  const left: Item[] = [];
  const stays = ({ item }: Wanted<Item>): boolean => {
    const cause = gone.neededBy(item);
    if (cause === undefined) return true;
    causes.add(cause);
    if (identity(cause) !== identity(item)) left.push(item);
    return false;
  };
  const target: Target = {
    ...whole,
    links: whole.links.filter(stays).map((wanted) => withoutNamesOf(wanted, gone.links, causes)),
    addresses: whole.addresses.filter(stays),
    neighbors: whole.neighbors.filter(stays),
    fdb: whole.fdb.filter(stays),
    resolvers: whole.resolvers.filter(stays),
    routes: whole.routes.filter(stays),
  };
  return { target, problems: causes.size === 0 ? [] : [told([...causes], left)] };
}

function goneIn(whole: Target, way: Way): Gone {
  const { before, now, taken } = way;
  const links = goneLinks(way);
  const orphans = new Map(
    before.links.flatMap(({ name, attributes: { master } }) => {
      const gone = links.get(master);
      return gone === undefined ? [] : [[name, gone] as const];
    }),
  );
  const there = new Set(
    [...now.addresses, ...whole.addresses.map(({ item }) => item).filter(({ link }) => !links.has(link))].map(
      ({ address }) => address,
    ),
  );
  const sources = new Map<unknown, Item>(
    before.addresses.flatMap((item) =>
      there.has(item.address) || ROOMS.address.automatic(item)
        ? []
        : [[item.address, links.get(item.link) ?? item] as const],
    ),
  );
  const first = (names: Iterable<unknown>): Item | undefined => {
    for (const name of names) if (links.has(name)) return links.get(name);
    return undefined;
  };
  const neededBy = (item: Item): Item | undefined => {
    if (links.size + sources.size === 0) return undefined;
    switch (item.type) {
      case 'link':
        // What is there still, or again, is left as it is where it would have to be made anew.
        return links.get(item.name) ?? (taken.has(item.name) ? first(lowersOf(item.attributes)) : undefined);
      case 'route':
        return first(linksNamedBy(item)) ?? (item.from == null ? undefined : sources.get(item.from));
      case 'fdb':
        return first([item.link, item.out]) ?? (item.self ? undefined : orphans.get(item.link));
      default:
        return first(linksNamedBy(item));
    }
  };
  return { links, neededBy };
}

/**
 * By name, the links that were there and that are not: those that the run did not take away themselves, and for what it took
 * away and would have to be on these, the one that is to blame.
 */
function goneLinks({ before, present, taken }: Way): ReadonlyMap<unknown, Link> {
  const gone = new Map<unknown, Link>();
  for (let count = -1; count !== gone.size; ) {
    count = gone.size;
    for (const link of before.links) {
      if (present.has(link.name)) continue;
      const lower = lowersOf(link.attributes).find((name) => gone.has(name));
      const cause = taken.has(link.name) ? gone.get(lower) : link;
      if (cause !== undefined) gone.set(link.name, cause);
    }
  }
  return gone;
}

/** A link without what names others that are gone; as a port of one it was something that it cannot be any more. */
function withoutNamesOf(
  wanted: Wanted<Link>,
  gone: ReadonlyMap<unknown, Link>,
  causes: Set<Item>,
): Wanted<Link> {
  if (gone.size === 0) return wanted;
  const { attributes } = wanted.item;
  const master = gone.get(attributes['master']);
  const isLeft = ([name, value]: [string, Value]): boolean => {
    if (master !== undefined && isOfPort(name)) return true;
    const cause = REFERENCES.has(name) ? gone.get(value) : undefined;
    if (cause !== undefined) causes.add(cause);
    return cause !== undefined;
  };
  const kept: Attributes = Object.fromEntries(Object.entries(attributes).filter((entry) => !isLeft(entry)));
  return {
    ...wanted,
    item: { ...wanted.item, attributes: master === undefined ? kept : { ...kept, master: null } },
  };
}

function told(causes: readonly Item[], left: readonly Item[]): Problem {
  const along = left.length === 0 ? '' : `; left out with that: ${namesOf(left)}`;
  return {
    code: GONE_MEANWHILE,
    severity: 'warning',
    message: `gone meanwhile, and not by this program: ${namesOf(causes)}${along}`,
    source: null,
  };
}
