import type { Link } from '../../model/index.ts';
import { FILTERS, targetsOf } from '../../model/language/qdiscs/filters.ts';
import { lowersOf } from '../../model/language/references.ts';
import { KINDS } from './kinds.ts';

// Terms by which links are looked up in a world.

/** The lower devices of a link. */
export const lowersOfLink = ({ attributes }: Link): readonly string[] => lowersOf(attributes);

/** The links that filters of a link send packets to. */
export const targetsOfLink = ({ attributes }: Link): readonly string[] => targetsOf(attributes[FILTERS]);

/** The master of a link. */
export const masterOf = ({ attributes: { master } }: Link): readonly string[] =>
  typeof master === 'string' ? [master] : [];

/** The L2TP tunnel that a session is in. */
export const tunnelOf = ({ kind, attributes }: Pick<Link, 'kind' | 'attributes'>): readonly string[] =>
  kind === 'l2tp' ? [String(attributes['l2tp.tunnel-id'])] : [];

/** A text for what only one link of its kind can have at a time. */
export function claimsOf({ kind, attributes }: Pick<Link, 'kind' | 'attributes'>): readonly string[] {
  const claim = KINDS.get(kind)?.claim?.(attributes);
  return claim === undefined ? [] : [`${kind} ${claim}`];
}
