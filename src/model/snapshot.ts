import type { Address } from './address.ts';
import type { Link } from './link.ts';
import type { Route } from './route.ts';
import type { Rule } from './rule.ts';

/** One kernel object of those nlapply configures. */
export type Item = Link | Address | Route | Rule;
export type ItemType = Item['type'];

/** The live state of one network namespace; what `nlapply snapshot` prints and `diff --state` reads. */
export interface Snapshot {
  readonly format_version: 1;
  readonly links: readonly Link[];
  readonly addresses: readonly Address[];
  readonly routes: readonly Route[];
  readonly rules: readonly Rule[];
}
