import type { Link, Problem, Step } from '../model/index.ts';
import type { Machine } from '../model/machine.ts';
import type { World } from '../resources/world.ts';
import type { Ownership } from './target.ts';

export interface LinkPlanOptions {
  /** Replace links even when that destroys what the configuration does not declare. */
  readonly allowRecreate: boolean;
  /** Addresses that another host has are left so: they were asked for anew in this run already. */
  readonly leaveDuplicates?: boolean;
  /** Whose state it is; absent when that is another machine than this one. */
  readonly machine?: Machine;
}

/** What planning a link works with. */
export interface LinkContext extends LinkPlanOptions {
  readonly world: World;
  readonly ownership: Ownership;
  /** Names of the links that are declared, or put back as they were. */
  readonly declared: ReadonlySet<string>;
  /** What these shall be, by name. */
  readonly wanted: ReadonlyMap<string, Link>;
  /** Keys of the declared addresses, made when they are asked for. */
  readonly declaredAddresses: () => ReadonlySet<string>;
}

/** What has to be done about a link, in order, or why nothing can be. */
export type LinkOutcome = readonly (Step | Problem)[];
