import type { Place } from './place.ts';

/** One complaint about a configuration. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  /** Stable name, e.g. `unknown-key`, `wrong-type`, `duplicate-key`, `not-supported`. */
  readonly code: string;
  /** What is wrong and what was expected, one sentence without a final full stop. */
  readonly message: string;
  /** Absent only for complaints about a whole set of files. */
  readonly place?: Place;
  /** How many characters to underline, starting at the place. */
  readonly width?: number;
  /** What to do, or the nearest known word: `did you mean "addresses"?` */
  readonly hint?: string;
  /** The other end of a conflict. */
  readonly related?: { readonly message: string; readonly place: Place };
  /** The source line, for the caret. */
  readonly sourceLine?: string;
  /** How many more like it there are, which are not reported individually. */
  readonly more?: number;
}
