import type { Place } from './place.ts';
import type { Problem } from './plan.ts';
import type { ItemType } from './snapshot.ts';
import type { Value } from './value.ts';

/** The status of a declared attribute. */
export interface AttributeStatus {
  readonly attribute: string;
  readonly state: 'in-sync' | 'drifted' | 'missing';
  /** The declared value; absent: none. */
  readonly wanted?: Value;
  /** The live value; absent: none. */
  readonly found?: Value;
  readonly source?: Place;
}

/**
 * The status of an object. `absent`: declared, missing, and that is acceptable for now: an optional NIC, an object
 * declared on it, or a route whose link is down as declared. `left-over`: ours and no longer declared, changed by us
 * and to be changed back, or not declared where the policy is strict. `foreign`: neither declared nor ours. `ignored`:
 * matched by "ignore".
 */
export type ObjectState = 'in-sync' | 'drifted' | 'missing' | 'absent' | 'left-over' | 'foreign' | 'ignored';

export interface ObjectStatus {
  readonly state: ObjectState;
  readonly kind: ItemType;
  /** Identity of the object within its kind. */
  readonly key: string;
  /** The object as it is shown to users. */
  readonly name: string;
  /** For a declared link all declared attributes; for other objects those that are not as declared. */
  readonly attributes: readonly AttributeStatus[];
  /** For an ignored object, where the pattern is. */
  readonly source: Place | null;
}

/**
 * The status of every declared object, in the order of kinds in a plan; then of what is left over, then of foreign
 * objects.
 */
export interface Status {
  readonly objects: readonly ObjectStatus[];
  readonly problems: readonly Problem[];
  /** Whether there is nothing for `apply` to do. */
  readonly inSync: boolean;
}
