import { LISTS, type Snapshot } from '../../model/index.ts';
import type { World } from '../../resources/world.ts';
import type { LinkRecord } from './link-record.ts';
import { type ListedType, listed, type StateRecord } from './record.ts';

/**
 * The record without objects that are gone after a run. They were deleted by others, so an equal object that comes later is not ours. The
 * same holds for a link whose index has changed.
 * @param live the live objects
 */
export function withoutGone(record: StateRecord, snapshot: Snapshot, live: World): StateRecord {
  const there = (type: ListedType): readonly string[] => {
    const keys = record[LISTS[type]];
    return keys.length === 0 ? keys : keys.filter((key) => live[LISTS[type]].has(key));
  };
  const indexes = new Map(snapshot.links.map((link) => [link.name, link.index]));
  const links = Object.entries(record.links).flatMap(([name, entry]): [string, LinkRecord][] => {
    const index = indexes.get(name);
    if (!entry.created || index === undefined || entry.index === index) return [[name, entry]];
    return entry.index === undefined ? [[name, { ...entry, index }]] : [];
  });
  return {
    ...record,
    links: Object.fromEntries(links),
    ...listed(there),
  };
}

/** The record from before a run that was rolled back, with the new indexes of our links that the way back recreated. */
export function withNewIndexes(record: StateRecord, before: Snapshot, now: Snapshot): StateRecord {
  const earlier = new Map(before.links.map((link) => [link.name, link.index]));
  const indexes = new Map(now.links.map((link) => [link.name, link.index]));
  const links = Object.entries(record.links).map(([name, entry]): [string, LinkRecord] => {
    const index = indexes.get(name);
    const known = entry.index !== undefined && entry.index === earlier.get(name);
    return [name, known && index !== undefined ? { ...entry, index } : entry];
  });
  return { ...record, links: Object.fromEntries(links) };
}
