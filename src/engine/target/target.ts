import type {
  Attributes,
  Declared,
  Item,
  ItemOf,
  ItemType,
  Link,
  ListOf,
  PackedSeen,
  Place,
  Route,
  Rule,
} from '../../model/index.ts';
import type { Wanted } from '../../resources/room.ts';

/** The packed routes to create. */
export interface NewRoutes {
  readonly seen: PackedSeen;
  /** Their numbers among all declared packed routes. */
  readonly numbers: Uint32Array;
  /** All declared packed routes. */
  readonly declared: readonly Declared<Route>[];
}

type WantedLists = { readonly [T in ItemType as ListOf<T>]: readonly Wanted<ItemOf[T]>[] };

/** The wanted state, with the names of live links: a declaration after `resolve`, or an earlier snapshot to go back to. */
export interface Target extends WantedLists {
  /** Keys of declared routes whose device is missing. A live route in such a place is kept. */
  readonly absentRoutes?: ReadonlySet<string>;
  /** Declared routes that are packed and do not exist yet; they are not in `routes`. */
  readonly newRoutes?: NewRoutes;
  /** Names of links that may be missing or without a carrier; absent: none may. */
  readonly optional?: ReadonlySet<string>;
  /** Names of links that must not go down or be deleted, with the place of the declaration. */
  readonly critical?: ReadonlyMap<string, Place>;
  /** All rules in their earlier order. Rules of one priority that are restored go to their earlier places; absent: new ones come last. */
  readonly ruleOrder?: readonly Rule[];
  /** Links to rename first, by their wanted names: their current names. Everything else here uses wanted names. */
  readonly renames: ReadonlyMap<string, string>;
}

/** Which live objects may be removed, and what to restore. */
export interface Ownership {
  owns(item: Item): boolean;
  /** The values to restore of attributes that nlapply set, as far as they still have the values that it set. */
  earlier(link: Link): Attributes;
  /** Whether nlapply set the attribute when it created the link, and no default of it is known; absent: nothing is known. */
  madeWith?(link: Link, attribute: string): boolean;
  /** The MTU that the link had when it joined this master; undefined if that is not known. */
  joinedWithMtu?(link: Link, master: unknown): number | undefined;
  /** The address or route of others that nlapply changed to this one; undefined if nlapply created it. */
  replaced(item: Item): Item | undefined;
  /** Whether the object must not be touched; absent: nothing is ignored. */
  ignores?(item: Item): boolean;
  /** Whether the object is removed by the policy, though it is neither declared nor ours (`owns` is true for it as well); absent: none is. */
  purges?(item: Item): boolean;
}

/** The reason for removing an object that is not declared. */
export const reasonToGo = (ownership: Ownership, item: Item): string =>
  ownership.purges?.(item) === true ? 'not declared, policy strict' : 'no longer declared';
