import { type Attributes, type Item, type Link, sameValue } from '../model/index.ts';
import { addresses } from '../resources/address/address.ts';
import { routes } from '../resources/route/route.ts';
import { rules } from '../resources/rule/rule.ts';
import { identity } from './identity.ts';
import type { LinkRecord, StateRecord } from './record.ts';
import type { Ownership } from './target.ts';

/** Reads ownership off the record and the marks of live objects. */
export function recordOwnership(record: StateRecord): Ownership {
  const ours = new Set(record.addresses);
  return {
    owns: (item) => owns(item, record, ours),
    earlier: (link) => earlier(record.links[link.name], link),
    replaced: (item) => record.replaced[identity(item)],
  };
}

function owns(item: Item, record: StateRecord, ours: ReadonlySet<string>): boolean {
  switch (item.type) {
    case 'link': {
      const entry = record.links[item.name];
      if (entry?.created !== true || entry.kind !== item.kind) return false;
      return entry.index === undefined || item.index === undefined || entry.index === item.index;
    }
    case 'address':
      return addresses.marked(item) || ((item.protocol ?? 0) === 0 && ours.has(addresses.key(item)));
    case 'route':
      return routes.marked(item);
    case 'rule':
      return rules.marked(item);
  }
}

/** Somebody else's later change stays: only what still is as we set it goes back. */
function earlier(entry: LinkRecord | undefined, link: Link): Attributes {
  if (entry === undefined || entry.created || entry.kind !== link.kind) return {};
  return Object.fromEntries(
    Object.entries(entry.set)
      .filter(([attribute, { ours }]) => sameValue(link.attributes[attribute], ours))
      .map(([attribute, { before }]) => [attribute, before]),
  );
}
