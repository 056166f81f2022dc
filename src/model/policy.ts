import type { Place } from './place.ts';
import { ITEM_TYPES, type ItemType, LISTS, type ListOf, OF_MACHINE, type OfMachineType } from './snapshot.ts';

/** What happens to objects that are neither declared nor ours. `own`: they stay. `strict`: they are removed. */
export type PolicyWord = 'own' | 'strict';

/**
 * The classes of objects that have a policy, by the names of their lists. Name servers have none, since those from a
 * DHCP client cannot be distinguished from others. Clients have none, since only our own are observed. Nor has what
 * belongs to the machine, as no declared link says that it is meant.
 */
export type PolicyClass = ListOf<Exclude<ItemType, Without>>;

type Without = 'client' | 'resolver' | OfMachineType;
const WITHOUT: ReadonlySet<ItemType> = new Set<Without>(['client', 'resolver', ...OF_MACHINE]);
const hasNone = (type: ItemType): type is Without => WITHOUT.has(type);

export const POLICY_CLASSES: readonly PolicyClass[] = ITEM_TYPES.flatMap((type) =>
  hasNone(type) ? [] : [LISTS[type]],
);

/** The policy of each class; absent: `own`. */
export type Policy = { readonly [C in ListOf<ItemType>]?: PolicyWord };

/** A condition for a member of an object. */
export type Condition =
  /** A glob of fnmatch(3). */
  | { readonly glob: string }
  /** An address or network within this one, in canonical text. */
  | { readonly within: string }
  /** One of these values. */
  | { readonly among: readonly (string | number)[] }
  | { readonly least: number; readonly most: number };

/**
 * An entry of `ignore`, which matches an object if all conditions hold. Conditions are by the members' names in the
 * configuration.
 */
export interface Pattern {
  readonly source: Place;
  readonly conditions: Readonly<Record<string, Condition>>;
}

/** Patterns for objects that are left alone, by class. */
export type Ignore = { readonly [C in ListOf<ItemType>]?: readonly Pattern[] };
