import type { Link } from './link.ts';
import type { Place } from './place.ts';
import type { Ignore, Policy } from './policy.ts';
import type { ItemOf, ItemType, ListOf } from './snapshot.ts';

/**
 * A device as the configuration declares it. For a physical device the engine finds the live NIC (`match`); a virtual
 * one is created with its id as name.
 */
export interface DeclaredLink {
  /** The id in the configuration; for a virtual link also its name. */
  readonly id: string;
  readonly link: Link;
  readonly source: Place;
  /** Where each attribute was declared, by its name. An attribute that comes from a default has no entry. */
  readonly places: Readonly<Record<string, Place>>;
  /** Attributes used when the link is created but not compared afterwards. */
  readonly creation?: Link['attributes'];
  /** Physical links only. */
  readonly match?: Match;
  readonly setName?: string;
  /** The id of the card of which this is a virtual function, and the VLAN that the card filters for it. */
  readonly virtualFunction?: {
    readonly of: string;
    readonly vlan?: { readonly id: number; readonly place: Place };
  };
  /** Where it is declared that the link must never go down or be recreated. */
  readonly critical?: Place;
  /** Whether the link may be missing: it is not waited for, and its absence is no error. */
  readonly optional: boolean;
}

/** All given conditions must hold; globs are those of fnmatch(3). Only physical links match by macaddress. */
export interface Match {
  readonly name?: string;
  readonly macaddress?: string;
  readonly driver?: readonly string[];
  /** The path where the device is plugged in (ID_PATH), or the device's name. */
  readonly path?: readonly string[];
}

/**
 * An object declared on a device; `on` is the device's id (its items' `link` fields hold the id, too), or empty for one
 * that is for no device.
 */
export interface Declared<T> {
  readonly item: T;
  readonly on: string;
  readonly source: Place;
  /** Where individual members were declared, if that is more exact than `source`. */
  readonly places?: Readonly<Record<string, Place>>;
}

/** Everything a configuration says, merged and validated; independent of any live state. */
export type Declaration = {
  readonly links: readonly DeclaredLink[];
  /** What happens to objects that are not declared; absent: they stay unless they are ours. */
  readonly policy?: Policy;
  /** Objects that are never planned. */
  readonly ignore?: Ignore;
} & {
  readonly [T in Exclude<ItemType, 'link'> as ListOf<T>]: readonly Declared<ItemOf[T]>[];
};

/** The declaration of an empty configuration. */
export const NOTHING_DECLARED = {
  links: [],
  addresses: [],
  neighbors: [],
  fdb: [],
  mdb: [],
  resolvers: [],
  clients: [],
  routes: [],
  rules: [],
  fouPorts: [],
  addressLabels: [],
} as const satisfies Declaration;
