import { type Attributes, type Item, LISTS, type Link, type Value } from '../../model/index.ts';
import { hasAsWanted } from '../../resources/link/details.ts';
import { ROOMS } from '../../resources/rooms.ts';
import { identity } from '../objects/identity.ts';
import type { FormerAddress } from '../target/match.ts';
import type { Ownership } from '../target/target.ts';
import type { LinkRecord } from './link-record.ts';
import { isListed, LISTED, type ListedType, type StateRecord } from './record.ts';

/** Tells by the record and by the marks of live objects what is ours. */
export function recordOwnership(record: StateRecord): Ownership {
  const ours = new Map(LISTED.map((type) => [type, new Set(record[LISTS[type]])]));
  return {
    owns: (item) => owns(item, record, ours),
    earlier: (link) => earlier(record.links[link.name], link),
    madeWith: (link, attribute) => madeWith(record.links[link.name], link, attribute),
    joinedWithMtu: (link, master) => joinedWithMtu(record.links[link.name], link, master),
    replaced: (item) => record.replaced[identity(item)],
  };
}

type Keys = ReadonlyMap<ListedType, ReadonlySet<string>>;

function owns(item: Item, record: StateRecord, ours: Keys): boolean {
  if (item.type === 'link') {
    const entry = record.links[item.name];
    return entry?.created === true && isThatLink(entry, item);
  }
  const room = ROOMS[item.type];
  if (room.marked(item)) return true;
  return isListed(item) && (item.protocol ?? 0) === 0 && ours.get(item.type)?.has(room.key(item)) === true;
}

/** The MAC address that a NIC had before nlapply changed it. */
export const formerAddressIn =
  ({ links }: StateRecord): FormerAddress =>
  ({ name, attributes }) => {
    const set = links[name]?.set['macaddress'];
    return set?.ours === attributes['macaddress'] && typeof set?.before === 'string' ? set.before : undefined;
  };

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
    if (hasAsWanted(link, attribute, ours)) found[attribute] = before;
  return found;
}
