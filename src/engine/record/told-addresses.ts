import type { Link, Snapshot } from '../../model/index.ts';
import type { StateRecord } from './record.ts';

const MAC = 'macaddress';

/** The live state, with the fact of links whose MAC address is as it was declared. */
export function withToldAddresses(snapshot: Snapshot, { links: record }: StateRecord): Snapshot {
  const isTold = ({ name, kind, index, attributes }: Link): boolean => {
    const entry = record[name];
    if (entry?.kind !== kind || (entry.index !== undefined && entry.index !== index)) return false;
    return entry.said?.includes(MAC) === true || entry.set[MAC]?.ours === attributes[MAC];
  };
  return {
    ...snapshot,
    links: snapshot.links.map((link) =>
      isTold(link) ? { ...link, facts: { ...link.facts, toldAddress: true } } : link,
    ),
  };
}
