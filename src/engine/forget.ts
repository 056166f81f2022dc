import { LISTS, type Snapshot } from '../model/index.ts';
import type { World } from '../resources/world.ts';
import type { LinkRecord } from './link-record.ts';
import { type ListedType, listed, type StateRecord } from './record.ts';

/**
 * The record, held against what is there after a run. An address (or the like) of ours that is not there was deleted by
 * others: one like it that comes later is theirs. So is a link of the same name with another index: one that is made anew gets a new one.
 * @param live what is there, by its keys
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

/** The record of before a run that was taken back: a link that was made anew on the way back has another index, and is ours still. */
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
