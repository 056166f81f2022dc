import type { Link } from './link.ts';
import type { Place } from './place.ts';
import type { Ignore, Policy } from './policy.ts';
import type { ItemOf, ItemType, ListOf } from './snapshot.ts';

/**
 * A device as the configuration declares it. Which live NIC a physical one is, the engine finds out (`match`);
 * a virtual one is created under its id.
 */
export interface DeclaredLink {
  /** The id in the configuration; for a virtual link also its name. */
  readonly id: string;
  readonly link: Link;
  readonly source: Place;
  /** Attribute name → where it was said. An attribute that a default brought in has no entry. */
  readonly places: Readonly<Record<string, Place>>;
  /** Attributes used when the link is created but not compared afterwards. */
  readonly creation?: Link['attributes'];
  /** Physical links only. */
  readonly match?: Match;
  readonly setName?: string;
  /** The id of the card that it is a virtual function of, and the VLAN that the card filters for it. */
  readonly virtualFunction?: {
    readonly of: string;
    readonly vlan?: { readonly id: number; readonly place: Place };
  };
  /** Where it is said that it must never go down, nor be made anew. */
  readonly critical?: Place;
  /** Not waited for, and no error when it is missing. */
  readonly optional: boolean;
}

/** All given conditions must hold; globs are fnmatch(3)'s; only links that are physical ever match by macaddress. */
export interface Match {
  readonly name?: string;
  readonly macaddress?: string;
  readonly driver?: readonly string[];
  /** Where its device is plugged in, or the device's name. */
  readonly path?: readonly string[];
}

/** An object declared on a device; `on` is the device's id (its items' `link` fields hold the id, too). */
export interface Declared<T> {
  readonly item: T;
  readonly on: string;
  readonly source: Place;
  /** Where single members were said, when that is more exact than `source`. */
  readonly places?: Readonly<Record<string, Place>>;
}

/** Everything a configuration says, merged and validated; independent of any live state. */
export type Declaration = {
  readonly links: readonly DeclaredLink[];
  /** What happens to what is not declared; absent: it stays unless it is ours. */
  readonly policy?: Policy;
  /** What is never planned. */
  readonly ignore?: Ignore;
} & {
  readonly [T in Exclude<ItemType, 'link'> as ListOf<T>]: readonly Declared<ItemOf[T]>[];
};

/** What a configuration that is empty says. */
export const NOTHING_DECLARED = {
  links: [],
  addresses: [],
  neighbors: [],
  fdb: [],
  resolvers: [],
  clients: [],
  routes: [],
  rules: [],
} as const satisfies Declaration;
