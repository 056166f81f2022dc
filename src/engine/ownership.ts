import { type Attributes, type Item, LISTS, type Link, sameValue } from '../model/index.ts';
import { identity } from './identity.ts';
import type { FormerAddress } from './match.ts';
import { isListed, LISTED, type LinkRecord, type ListedType, type StateRecord } from './record.ts';
import { ROOMS } from './rooms.ts';
import type { Ownership } from './target.ts';

/** Reads ownership off the record and the marks of live objects. */
export function recordOwnership(record: StateRecord): Ownership {
  const ours = new Map(LISTED.map((type) => [type, new Set(record[LISTS[type]])]));
  return {
    owns: (item) => owns(item, record, ours),
    earlier: (link) => earlier(record.links[link.name], link),
    replaced: (item) => record.replaced[identity(item)],
  };
}

type Keys = ReadonlyMap<ListedType, ReadonlySet<string>>;

function owns(item: Item, record: StateRecord, ours: Keys): boolean {
  if (item.type === 'link') {
    const entry = record.links[item.name];
    if (entry?.created !== true || entry.kind !== item.kind) return false;
    return entry.index === undefined || item.index === undefined || entry.index === item.index;
  }
  const room = ROOMS[item.type];
  if (room.marked(item)) return true;
  return isListed(item) && (item.protocol ?? 0) === 0 && ours.get(item.type)?.has(room.key(item)) === true;
}

/** What a NIC's address was before a run set the one that it has now. */
export const formerAddressIn =
  ({ links }: StateRecord): FormerAddress =>
  ({ name, attributes }) => {
    const set = links[name]?.set['macaddress'];
    return set?.ours === attributes['macaddress'] && typeof set?.before === 'string' ? set.before : undefined;
  };

/** Somebody else's later change stays: only what still is as we set it goes back. */
function earlier(entry: LinkRecord | undefined, link: Link): Attributes {
  if (entry === undefined || entry.created || entry.kind !== link.kind) return {};
  return Object.fromEntries(
    Object.entries(entry.set)
      .filter(([attribute, { ours }]) => sameValue(link.attributes[attribute], ours))
      .map(([attribute, { before }]) => [attribute, before]),
  );
}
