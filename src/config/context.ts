import type { Draft } from './draft.ts';
import type { SaidIgnore } from './ignore.ts';
import type { JoinedRoutes } from './join-usual.ts';
import type { OfMachine } from './of-machine.ts';
import type { Reporter } from './reporter.ts';

/** What checks work with. */
export interface Context {
  readonly reporter: Reporter;
  /** All devices by id, in the order of the files. */
  readonly drafts: ReadonlyMap<string, Draft>;
  /** The same as a list, for repeated iteration. */
  readonly devices: readonly Draft[];
  /** What is declared on no device. */
  readonly machine: OfMachine;
  /** The patterns of "ignore". */
  readonly ignored: SaidIgnore;
  /** The common routes of all devices, if there are many and no complaints about them. */
  joined: JoinedRoutes | undefined;
  /**
   * Ids in sections of netplan that are not implemented. These are reported as a whole, so references to the ids are
   * not.
   */
  readonly refused: ReadonlySet<string>;
}
