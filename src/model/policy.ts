import type { Place } from './place.ts';
import { ITEM_TYPES, type ItemType, LISTS, type ListOf } from './snapshot.ts';

/** What happens to objects that are neither declared nor ours. `own`: they stay. `strict`: they are removed. */
export type PolicyWord = 'own' | 'strict';

/**
 * The classes of objects that have a policy of their own, by the names of their lists. Name servers have none: nobody can
 * tell those that a DHCP client brought from others. Clients have none: all that are seen are ours.
 */
export type PolicyClass = ListOf<Exclude<ItemType, 'client' | 'resolver'>>;
export const POLICY_CLASSES: readonly PolicyClass[] = ITEM_TYPES.flatMap((type) =>
  type === 'client' || type === 'resolver' ? [] : [LISTS[type]],
);

/** Absent: `own`. */
export type Policy = { readonly [C in ListOf<ItemType>]?: PolicyWord };

/** What a member of an object must be like. */
export type Condition =
  /** fnmatch(3). */
  | { readonly glob: string }
  /** An address or network within this one, in canonical text. */
  | { readonly within: string }
  /** One of these. */
  | { readonly among: readonly (string | number)[] }
  | { readonly least: number; readonly most: number };

/** An entry of `ignore`: an object is meant when all the conditions hold. By the members' names in the configuration. */
export interface Pattern {
  readonly source: Place;
  readonly conditions: Readonly<Record<string, Condition>>;
}

/** What is nobody's business, by class. */
export type Ignore = { readonly [C in ListOf<ItemType>]?: readonly Pattern[] };
