import type { Item, Link, Step } from '../model/index.ts';
import type { Room } from '../resources/room.ts';
import type { World } from '../resources/world.ts';

export type Simple = Exclude<Item, Link>;

/** What differs between kinds when their objects are planned. */
export interface Planning<T extends Simple> {
  readonly room: Room<T>;
  readonly live: (world: World) => Map<string, T>;
  /** The key of the live object that a wanted one is, when its own key does not say. */
  readonly finder?: (
    live: ReadonlyMap<string, T>,
    wanted: readonly T[],
    lost: World['lost'],
  ) => (wanted: T) => string | undefined;
  /** Completes wanted objects that found no live one (a rule's priority). */
  readonly completer?: (
    live: ReadonlyMap<string, T>,
    wanted: readonly T[],
    ignores: (item: T) => boolean,
  ) => (wanted: T) => T;
  /** Tells, of undeclared objects, which must go before the declared ones come. */
  readonly removeFirst?: (remaining: readonly T[], world: World) => (item: T) => boolean;
  /** Keys of declared objects that have to go and come back, lest others come in the wrong place; in the order they go. */
  readonly misplaced?: (wanted: readonly T[], live: ReadonlyMap<string, T>) => readonly string[];
  /** What else has to be made anew when one is made or removed that the kernel cannot tell from others; the world takes the effect. */
  readonly withAround?: (step: Step, world: World, item: T, key: string) => Step;
  /** What the kernel would take for others goes last; what would stay behind goes, too. */
  readonly inRemovalOrder?: (
    going: readonly (readonly [string, T])[],
    world: World,
  ) => readonly (readonly [string, T])[];
  /** Side effects of a deletion, taken in the world. */
  readonly afterRemoval?: (world: World, item: T) => void;
  /** Whether what an object had taken the place of is there again without us. */
  readonly isBack?: (earlier: T, live: ReadonlyMap<string, T>) => boolean;
  /** Whether another object has the place of this one, under another key. */
  readonly isPlaceTaken?: (item: T) => boolean;
  /** Whether the kernel would take a lost object back in this world. */
  readonly restorer: (world: World) => (item: T) => boolean;
}
