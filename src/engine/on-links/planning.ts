import type { Item, Link, Step } from '../../model/index.ts';
import type { Difference, Room, Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';

export type Simple = Exclude<Item, Link>;

/** A wanted object, and the key of the live object that corresponds to it; if there is none, the key that it will have. */
export interface Matched<T extends Simple> {
  readonly wanted: Wanted<T>;
  readonly key: string;
}

/** The parts of planning that differ between the types of objects. */
export interface Planning<T extends Simple> {
  readonly room: Room<T>;
  readonly live: (world: World) => Map<string, T>;
  /** Finds the key of the live object that corresponds to a wanted one; absent if both have the same key. */
  readonly finder?: (
    live: ReadonlyMap<string, T>,
    wanted: readonly T[],
    lost: World['lost'],
  ) => (wanted: T) => string | undefined;
  /** Completes wanted objects without a corresponding live one (the priority of a rule). */
  readonly completer?: (
    live: ReadonlyMap<string, T>,
    wanted: readonly T[],
    ignores: (item: T) => boolean,
  ) => (wanted: T) => T;
  /** Whether an undeclared object must be removed before the declared ones are created. */
  readonly removeFirst?: (remaining: readonly T[], world: World) => (item: T) => boolean;
  /** Whether an undeclared object that goes back to the foreign one which it replaced does so before the routes are planned. */
  readonly returnsFirst?: boolean;
  /**
   * Keys of live declared objects that must be removed and created again, because others would otherwise come in the wrong order;
   * in the order of removal.
   */
  readonly misplaced?: (
    matched: readonly Matched<T>[],
    live: ReadonlyMap<string, T>,
    isOurs: (item: T) => boolean,
  ) => readonly string[];
  /**
   * Adds to a step the objects that have to be created again with it, because the kernel cannot tell them from its object;
   * applies this to the world.
   */
  readonly withAround?: (step: Step, world: World, item: T, key: string) => Step;
  /** The steps that bring the objects in their order after all of them have been made. The world is updated. */
  readonly arranged?: (matched: readonly Matched<T>[], world: World) => readonly Step[];
  /**
   * Orders removals: objects that the kernel would confuse with others come last. Adds live objects that would stay behind
   * although they were created together with a removed one.
   */
  readonly inRemovalOrder?: (
    going: readonly (readonly [string, T])[],
    world: World,
  ) => readonly (readonly [string, T])[];
  /** What is wrong with a live object that equals the wanted one, but has to be removed and made again. */
  readonly wear?: (live: T, world: World) => Difference | undefined;
  /** Whether a live object that equals the wanted one lacks something for good. */
  readonly isMaimed?: (live: T, world: World) => boolean;
  /** Applies the side effects of a removal to the world. */
  readonly afterRemoval?: (world: World, item: T) => void;
  /** Whether a foreign object that was replaced is live again without our doing. */
  readonly isBack?: (earlier: T, live: ReadonlyMap<string, T>) => boolean;
  /** Whether another object, with another key, occupies the place of this one. */
  readonly isPlaceTaken?: (item: T) => boolean;
  /** Returns a test whether the kernel would accept a lost object again in this world. */
  readonly restorer: (world: World) => (item: T) => boolean;
}
