import type { Declaration, Link, Snapshot } from '../../model/index.ts';
import { PATH_COST } from '../../model/language/masters.ts';
import { FUNCTION_VLANS } from '../../model/language/virtual-functions.ts';
import type { Asked } from '../../resources/link/details/link-details.ts';
import { USUAL_PATH_COST } from '../../resources/link/details/usual-path-cost.ts';
import { isOnDemand } from '../../resources/link/details.ts';
import { formerIn } from '../record/ownership.ts';
import type { StateRecord } from '../record/record.ts';

export const NOTHING_ASKED: Asked = () => [];

/**
 * The attributes of each link that have to be observed separately (see `isOnDemand`), because the configuration declares them or the
 * record has a value to restore.
 */
export function askedBy({ links }: Pick<Declaration, 'links'>, record: StateRecord): Asked {
  const byName = askedInRecord(record);
  // Before the links have been observed, it is not known which of them a `match` matches: it could be any.
  const everywhere = new Set<string>();
  const cards = new Set(links.flatMap(({ virtualFunction: vf }) => (vf?.vlan === undefined ? [] : [vf.of])));
  for (const { id, setName, match, link } of links) {
    const names = Object.keys(link.attributes).filter(isOnDemand);
    if (cards.has(id)) names.push(FUNCTION_VLANS);
    if (match === undefined) add(byName, setName ?? id, names);
    else for (const name of names) everywhere.add(name);
  }
  if (byName.size === 0 && everywhere.size === 0) return NOTHING_ASKED;
  const former = formerIn(record);
  return (link) => {
    const first = former.name(link);
    const ofFirst = first === undefined ? [] : (byName.get(first) ?? []);
    return [...everywhere, ...(byName.get(link.name) ?? []), ...ofFirst];
  };
}

/** The attributes that were observed separately for the links of a snapshot. A renamed link is found by its index. */
export function askedIn({ links }: Pick<Snapshot, 'links'>): Asked {
  const byIndex = new Map<number | undefined, readonly string[]>();
  const byName = new Map<string, readonly string[]>();
  for (const link of links) {
    const names = Object.keys(link.attributes).filter(isOnDemand);
    if (names.length === 0) continue;
    byIndex.set(link.index, names);
    byName.set(link.name, names);
  }
  if (byName.size === 0) return NOTHING_ASKED;
  return ({ name, index }: Link) => byIndex.get(index) ?? byName.get(name) ?? [];
}

function askedInRecord({ links }: StateRecord): Map<string, Set<string>> {
  const asked = new Map<string, Set<string>>();
  for (const [name, { set, said = [] }] of Object.entries(links)) {
    add(asked, name, [...Object.keys(set), ...said].filter(isOnDemand));
    if (PATH_COST in set) add(asked, name, [USUAL_PATH_COST]);
  }
  return asked;
}

function add(asked: Map<string, Set<string>>, link: string, names: readonly string[]): void {
  if (names.length === 0) return;
  const known = asked.get(link) ?? new Set();
  for (const name of names) known.add(name);
  asked.set(link, known);
}
