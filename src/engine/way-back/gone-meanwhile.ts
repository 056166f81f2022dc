import type { Attributes, Item, Link, Problem, Snapshot, Value } from '../../model/index.ts';
import { isOfPort } from '../../model/language/masters.ts';
import { FILTERS, withTargetsIn } from '../../model/language/qdiscs/filters.ts';
import { lowersOf, REFERENCES } from '../../model/language/references.ts';
import { linksNamedBy } from '../../resources/links-named.ts';
import type { Wanted } from '../../resources/room.ts';
import { ROOMS } from '../../resources/rooms.ts';
import { identity } from '../objects/identity.ts';
import { namesOf } from '../objects/names-of.ts';
import type { Target } from '../target/target.ts';

/** The code of the problem about objects that others removed. */
export const GONE_MEANWHILE = 'gone-meanwhile';

/** The states that a rollback leads to and from. */
interface Way {
  readonly before: Snapshot;
  readonly now: Snapshot;
  /** Names of the links that exist now; links that were renamed have their earlier names. */
  readonly present: ReadonlySet<string>;
  /** Names of the links that the run deleted: these are to be restored. */
  readonly taken: ReadonlySet<string>;
}

/** Links that others removed, by name, and a function that returns the removed object that an object depends on. */
interface Gone {
  readonly links: ReadonlyMap<unknown, Link>;
  readonly neededBy: (item: Item) => Item | undefined;
}

/**
 * The target without what others removed since then, as they may have had a reason, and without what depends on it. A warning
 * names it; the rollback does not count as failed for that.
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
    mdb: whole.mdb.filter(stays),
    resolvers: whole.resolvers.filter(stays),
    routes: whole.routes.filter(stays),
    fouPorts: whole.fouPorts.filter(stays),
    addressLabels: whole.addressLabels.filter(stays),
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
        // Links that exist are kept. Only one that would have to be created again needs its lower links.
        return links.get(item.name) ?? (taken.has(item.name) ? first(lowersOf(item.attributes)) : undefined);
      case 'route':
        return first(linksNamedBy(item)) ?? (item.from == null ? undefined : sources.get(item.from));
      case 'fdb':
        return first([item.link, item.out]) ?? (item.self ? undefined : orphans.get(item.link));
      case 'mdb':
        return first([item.link, item.bridge]) ?? orphans.get(item.link);
      default:
        return first(linksNamedBy(item));
    }
  };
  return { links, neededBy };
}

/**
 * The missing links by name, with the link that is the cause: itself if the run did not delete it, and for one that the run
 * deleted, the missing link on which it would have to be created.
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

/** A link without references to missing links. If its master is missing, the attributes of a port are left out as well. */
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
  const isThere = (name: string): boolean => {
    const cause = gone.get(name);
    if (cause !== undefined) causes.add(cause);
    return cause === undefined;
  };
  const kept: Attributes = Object.fromEntries(
    Object.entries(attributes)
      .filter((entry) => !isLeft(entry))
      .map(([name, value]) => [name, name === FILTERS ? withTargetsIn(value, isThere) : value]),
  );
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
