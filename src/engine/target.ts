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
} from '../model/index.ts';
import type { Wanted } from '../resources/room.ts';

/** Packed routes that are to be made. */
export interface NewRoutes {
  readonly seen: PackedSeen;
  /** Their numbers. */
  readonly numbers: Uint32Array;
  /** All declared routes. */
  readonly declared: readonly Declared<Route>[];
}

type WantedLists = { readonly [T in ItemType as ListOf<T>]: readonly Wanted<ItemOf[T]>[] };

/** What shall be, in terms of live link names: a declaration after `resolve`, or an earlier snapshot to go back to. */
export interface Target extends WantedLists {
  /** Keys of declared routes whose device is not there: what is in their place stays. */
  readonly absentRoutes?: ReadonlySet<string>;
  /** Declared routes that are packed and not there; they are not in `routes`. */
  readonly newRoutes?: NewRoutes;
  /** Names of links that may be missing or without a carrier, and no fault; absent: none may. */
  readonly optional?: ReadonlySet<string>;
  /** Names of links that must not go down or away, and where that is said. */
  readonly critical?: ReadonlyMap<string, Place>;
  /** Rules in the order in which those of a priority were asked: what comes back takes its place; absent: new ones come last. */
  readonly ruleOrder?: readonly Rule[];
  /** Links to be renamed first: wanted name → the name now. Everything else here uses wanted names. */
  readonly renames: ReadonlyMap<string, string>;
}

/** Which live objects are ours to take away, and what links were like before we changed them. */
export interface Ownership {
  owns(item: Item): boolean;
  /** Attributes of the link that we set and that still are as we set them → the values found before. */
  earlier(link: Link): Attributes;
  /** Whether we made the link and told it the attribute then, of which there is no usual value; absent: nothing is known. */
  madeWith?(link: Link, attribute: string): boolean;
  /** What an address or route that we own was before we changed it; undefined when we made it. */
  replaced(item: Item): Item | undefined;
  /** What nobody is to touch; absent: nothing is ignored. */
  ignores?(item: Item): boolean;
  /** Neither declared nor ours, but to be removed; `owns` says so, too. Absent: nothing is. */
  purges?(item: Item): boolean;
}

/** Why an object that is not declared goes. */
export const reasonToGo = (ownership: Ownership, item: Item): string =>
  ownership.purges?.(item) === true ? 'not declared, policy strict' : 'no longer declared';
