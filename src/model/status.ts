import type { Place } from './place.ts';
import type { Problem } from './plan.ts';
import type { ItemType } from './snapshot.ts';
import type { Value } from './value.ts';

/** How a declared attribute is. */
export interface AttributeStatus {
  readonly attribute: string;
  readonly state: 'in-sync' | 'drifted' | 'missing';
  /** What it shall be; absent: nothing. */
  readonly wanted?: Value;
  /** What it is; absent: nothing. */
  readonly found?: Value;
  readonly source?: Place;
}

/**
 * How an object is. `absent`: declared, not there, and rightly so for now: an optional NIC, or what is declared on it, or a
 * route whose link is down by wish. `left-over`: ours and no longer declared, changed by us and to be changed back, or not declared where the policy is strict.
 * `foreign`: neither declared nor ours. `ignored`: what "ignore" leaves alone.
 */
export type ObjectState = 'in-sync' | 'drifted' | 'missing' | 'absent' | 'left-over' | 'foreign' | 'ignored';

export interface ObjectStatus {
  readonly state: ObjectState;
  readonly kind: ItemType;
  /** Identity of the object within its kind. */
  readonly key: string;
  /** The object in a person's words. */
  readonly name: string;
  /** Of a declared link all attributes that are declared; of other objects those that are not as declared. */
  readonly attributes: readonly AttributeStatus[];
  /** Of an ignored object the pattern's. */
  readonly source: Place | null;
}

/** How every declared object is, in the order of a plan's kinds, then what is left over, then what is others'. */
export interface Status {
  readonly objects: readonly ObjectStatus[];
  readonly problems: readonly Problem[];
  /** Whether there is nothing for `apply` to do. */
  readonly inSync: boolean;
}
