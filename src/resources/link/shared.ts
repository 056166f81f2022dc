import type { Attributes, Link } from '../../model/index.ts';
import { sameValue, type Value } from '../../model/index.ts';
import type { World } from '../world.ts';
import { lowersOfLink } from './terms.ts';

/**
 * What all links of some kinds on one device share (update_port_bc_cutoff, ipvlan_set_port_mode), by the keys of these
 * kinds, and what a new link sets that is told nothing (ipvlan_link_new).
 */
const FAMILIES: readonly {
  readonly kinds: readonly string[];
  readonly keys: Readonly<Record<string, Value>>;
}[] = [
  { kinds: ['macvlan', 'macvtap'], keys: { 'bc-limit': null } },
  { kinds: ['ipvlan', 'ipvtap'], keys: { mode: 'l3', flags: null } },
];

const familyOf = (kind: string) => FAMILIES.find(({ kinds }) => kinds.includes(kind));

/** The other links on the device of this one that share attributes with it. */
export function siblingsIn(links: World['links'], { name, kind, attributes }: Link): readonly Link[] {
  const { kinds = [] } = familyOf(kind) ?? {};
  const { link: lower } = attributes;
  if (kinds.length === 0 || typeof lower !== 'string') return [];
  return links
    .where(lowersOfLink, lower)
    .flatMap(([, other]) => (other.name !== name && kinds.includes(other.kind) ? [other] : []));
}

/** The names of the attributes of a link that its siblings share, each with what a sibling of another kind calls it. */
export const sharedNames = (kind: string, other: string): readonly (readonly [string, string])[] =>
  Object.keys(familyOf(kind)?.keys ?? {}).map((key) => [`${kind}.${key}`, `${other}.${key}`]);

/**
 * Gives the siblings of a link that is new, or has changed, what they share with it. Returns a note if that is something
 * else than they had.
 */
export function afterShared(world: World, before: Link | undefined, after: Link): readonly string[] {
  const keys = Object.entries(familyOf(after.kind)?.keys ?? {});
  const isNew = before === undefined;
  const changed = keys.flatMap(([key, usual]): [string, Value][] => {
    const name = `${after.kind}.${key}`;
    const value = after.attributes[name] ?? (isNew ? usual : null);
    return value === null || (!isNew && sameValue(before.attributes[name] ?? null, value))
      ? []
      : [[key, value]];
  });
  if (changed.length === 0) return [];
  return siblingsIn(world.links, after).flatMap((sibling) => {
    const own = changed.filter(
      ([key, value]) => !sameValue(sibling.attributes[`${sibling.kind}.${key}`] ?? null, value),
    );
    if (own.length === 0) return [];
    const attributes = Object.fromEntries(own.map(([key, value]) => [`${sibling.kind}.${key}`, value]));
    const arp = arpWith(own);
    world.links.set(sibling.name, {
      ...sibling,
      attributes: { ...sibling.attributes, ...attributes, ...arp },
    });
    const said = own
      .map(([key, value]) => `${key} ${String(value) === '' ? 'none' : String(value)}`)
      .join(', ');
    return [`${sibling.name} has ${said}, too: it is on the same device`];
  });
}

/** ipvlan_set_port_mode */
function arpWith(changed: readonly [string, Value][]): Attributes {
  const mode = changed.find(([key]) => key === 'mode')?.[1];
  return mode === undefined ? {} : { arp: mode === 'l2' };
}
