import type { Place } from './place.ts';
import type { Item, ItemType } from './snapshot.ts';
import type { Value } from './value.ts';

/** One attribute that a step changes. */
export interface Change {
  readonly attribute: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
  readonly source?: Place;
  /** The link is down while it changes, and up again thereafter if it shall be. */
  readonly down?: true;
  /** This attribute cannot change in place and forces the replacement. */
  readonly forces?: true;
}

export type Action = 'create' | 'change' | 'replace' | 'remove';

/** One thing that will be done to one kernel object: plain data, so that diff, dry run, apply and rollback share it. */
export interface Step {
  readonly action: Action;
  readonly kind: ItemType;
  /** Identity of the object within its kind. */
  readonly key: string;
  /** The object in a person's words: `link br0`, `route 10.0.0.0/8 via 192.0.2.1 dev eth0`. */
  readonly name: string;
  readonly before: Item | null;
  readonly after: Item | null;
  readonly changes: readonly Change[];
  /** Why, in a few words: `declared`, `no longer declared`, `lost when eth0 goes down` … */
  readonly reason: string;
  readonly source: Place | null;
  /** Where the attributes of what it makes are declared, as far as they are. */
  readonly places?: Readonly<Record<string, Place>>;
  /**
   * Of a rule that the kernel cannot tell from others by what a request says: those of its priority that are made anew, in their
   * order, itself among them.
   */
  readonly around?: readonly Item[];
  /** Of a route that comes to stand beside others with its key: in front of them, or behind. */
  readonly beside?: 'before' | 'behind';
  /** What the step disrupts, for a person to read before saying yes. */
  readonly notes: readonly string[];
}

/** What keeps a declared object from being made so, known before anything is written. */
export interface Problem {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint?: string;
  readonly source: Place | null;
  /** Nothing at all may be written while this stands; `unless-continue`: but for what `--on-error continue` lets through. */
  readonly stops?: true | 'unless-continue';
}

export interface Plan {
  readonly format_version: 1;
  readonly steps: readonly Step[];
  readonly problems: readonly Problem[];
}
