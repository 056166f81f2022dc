import type { Place } from './place.ts';
import type { Item, ItemType } from './snapshot.ts';
import type { Value } from './value.ts';

/** One attribute that a step changes. */
export interface Change {
  readonly attribute: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
  readonly source?: Place;
  /** The link must be down while this changes; afterwards it is up again if it is to be. */
  readonly down?: true;
  /** This attribute cannot change in place and forces the replacement. */
  readonly forces?: true;
}

export type Action = 'create' | 'change' | 'replace' | 'remove';

/** An action on one object: plain data, so that diff, dry run, apply and rollback can share it. */
export interface Step {
  readonly action: Action;
  readonly kind: ItemType;
  /** Identity of the object within its kind. */
  readonly key: string;
  /** The object as it is shown to users: `link br0`, `route 10.0.0.0/8 via 192.0.2.1 dev eth0`. */
  readonly name: string;
  readonly before: Item | null;
  readonly after: Item | null;
  readonly changes: readonly Change[];
  /** The reason in a few words: `declared`, `no longer declared`, `lost when eth0 goes down` … */
  readonly reason: string;
  readonly source: Place | null;
  /** Where the attributes of the object that it makes are declared, for those that are. */
  readonly places?: Readonly<Record<string, Place>>;
  /**
   * For a rule that a request cannot distinguish from others, or that comes in the wrong order: all rules of its priority
   * that are made anew, in their order, including itself.
   */
  readonly around?: readonly Item[];
  /** For a route that is added next to others with the same key: before or behind them. */
  readonly beside?: 'before' | 'behind';
  /** What the step disrupts, for users to read before they confirm. */
  readonly notes: readonly string[];
}

/** Why a declared object cannot be made as declared, as far as this is known before anything is written. */
export interface Problem {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint?: string;
  readonly source: Place | null;
  /** Set if nothing may be written because of this; `unless-continue`: except with `--on-error continue`. */
  readonly stops?: true | 'unless-continue';
}

export interface Plan {
  readonly format_version: 1;
  readonly steps: readonly Step[];
  readonly problems: readonly Problem[];
}
