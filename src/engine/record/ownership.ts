import { type Attributes, type Item, LISTS, type Link, type Value } from '../../model/index.ts';
import { once } from '../../model/once.ts';
import { hasAsLeft } from '../../resources/link/details.ts';
import { ROOMS } from '../../resources/rooms.ts';
import { inFormerNames } from '../objects/former-names.ts';
import { identity } from '../objects/identity.ts';
import type { Former } from '../target/former.ts';
import type { Ownership } from '../target/target.ts';
import type { LinkRecord } from './link-record.ts';
import { isListed, LISTED, type ListedType, type StateRecord } from './record.ts';

/**
 * Tells by the record and by the marks of live objects what is ours.
 * @param former the names by which the record knows links that have been renamed since, by their present ones
 */
export function recordOwnership(record: StateRecord, former: ReadonlyMap<string, string> = NONE): Ownership {
  const ours = new Map(LISTED.map((type) => [type, new Set(record[LISTS[type]])]));
  const entryOf = ({ name }: Link): LinkRecord | undefined => record.links[former.get(name) ?? name];
  return {
    owns: (item) =>
      item.type === 'link' ? isOurs(entryOf(item), item) : owns(inFormerNames(item, former), ours),
    earlier: (link) => earlier(entryOf(link), link),
    madeWith: (link, attribute) => madeWith(entryOf(link), link, attribute),
    joinedWithMtu: (link, master) => joinedWithMtu(entryOf(link), link, former.get(String(master)) ?? master),
    replaced: (item) => record.replaced[identity(inFormerNames(item, former))],
  };
}

const NONE: ReadonlyMap<string, string> = new Map();

type Keys = ReadonlyMap<ListedType, ReadonlySet<string>>;

const isOurs = (entry: LinkRecord | undefined, link: Link): boolean =>
  entry?.created === true && isThatLink(entry, link);

function owns(item: Item, ours: Keys): boolean {
  const room = ROOMS[item.type];
  if (room.marked(item)) return true;
  return isListed(item) && (item.protocol ?? 0) === 0 && ours.get(item.type)?.has(room.key(item)) === true;
}

/** What the record knows of links before nlapply changed them. */
export function formerIn({ links }: StateRecord): Former {
  const names = once(
    () =>
      new Map(
        Object.values(links).flatMap(({ renamed }) =>
          renamed === undefined ? [] : [[renamed.index, renamed.from] as const],
        ),
      ),
  );
  return {
    address({ name, attributes }) {
      const set = links[name]?.set['macaddress'];
      return set?.ours === attributes['macaddress'] && typeof set?.before === 'string'
        ? set.before
        : undefined;
    },
    name: ({ index }) => (index === undefined ? undefined : names().get(index)),
    hasGivenName: ({ name, index }) => index !== undefined && links[name]?.renamed?.index === index,
    isMade: (link) => isOurs(links[link.name], link),
  };
}

/** Whether it still is the link in the record, and not one of the same name that others have created since. */
const isThatLink = ({ kind, index }: LinkRecord, link: Link): boolean =>
  kind === link.kind && (index === undefined || link.index === undefined || index === link.index);

const madeWith = (entry: LinkRecord | undefined, link: Link, attribute: string): boolean =>
  entry?.created === true && isThatLink(entry, link) && entry.said?.includes(attribute) === true;

const joinedWithMtu = (entry: LinkRecord | undefined, link: Link, master: unknown): number | undefined =>
  entry !== undefined && isThatLink(entry, link) && entry.set['master']?.ours === master
    ? entry.joinedWithMtu
    : undefined;

/** The attributes to restore: those that still have the value that nlapply set. Later changes by others are kept. */
function earlier(entry: LinkRecord | undefined, link: Link): Attributes {
  const found: Record<string, Value> = {};
  if (entry === undefined || !isThatLink(entry, link)) return found;
  for (const [attribute, { ours, before }] of Object.entries(entry.set))
    if (hasAsLeft(link, attribute, ours)) found[attribute] = before;
  return found;
}
