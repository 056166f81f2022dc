import type { Link } from '../../model/index.ts';
import { lowersOf } from '../../model/language/references.ts';
import { KINDS } from './kinds.ts';

// Terms under which links are looked up in a world.

/** The links that a link stands on. */
export const lowersOfLink = ({ attributes }: Link): readonly string[] => lowersOf(attributes);

/** The link whose port it is. */
export const masterOf = ({ attributes: { master } }: Link): readonly string[] =>
  typeof master === 'string' ? [master] : [];

/** What only one link of its kind can have at a time. */
export function claimsOf({ kind, attributes }: Pick<Link, 'kind' | 'attributes'>): readonly string[] {
  const claim = KINDS.get(kind)?.claim?.(attributes);
  return claim === undefined ? [] : [`${kind} ${claim}`];
}
