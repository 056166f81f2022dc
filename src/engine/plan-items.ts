import type { Address, Item, Route, Rule, Step } from '../model/index.ts';
import type { Room, Wanted } from '../resources/room.ts';
import { lostKey, type World } from '../resources/world.ts';
import { changeStep, createStep, removeStep } from './steps.ts';
import type { Ownership } from './target.ts';

export type Simple = Address | Route | Rule;

/** What differs between kinds when their objects are planned. */
export interface Planning<T extends Simple> {
  readonly room: Room<T>;
  readonly live: (world: World) => Map<string, T>;
  /** The key of the live object that a wanted one is, when the key alone does not say. */
  readonly finder?: (live: ReadonlyMap<string, T>) => (wanted: T) => string | undefined;
  /** Completes a wanted object that found no live one (a rule's priority); `others` are all that will be there. */
  readonly complete?: (wanted: T, others: readonly T[]) => T;
  /** Tells, of undeclared objects, which must go before the declared ones come. */
  readonly removeFirst?: (remaining: readonly T[]) => (item: T) => boolean;
  /** Side effects of a deletion, taken in the world. */
  readonly afterRemoval?: (world: World, item: T) => void;
  /** Whether a lost foreign object can still be put back. */
  readonly restorable: (item: T, world: World) => boolean;
}

/** Steps of one kind in the order they are carried out; `late` ones come after everything has been built. */
export interface PlannedItems {
  readonly steps: readonly Step[];
  readonly late: readonly Step[];
}

/** Plans objects of one kind; the world takes the effect of every step. */
export function planItems<T extends Simple>(
  planning: Planning<T>,
  wanted: readonly Wanted<T>[],
  world: World,
  ownership: Ownership,
): PlannedItems {
  const { room } = planning;
  const live = planning.live(world);
  const matched = match(planning, wanted, live);
  const kept = new Set(matched.map(({ key }) => key));
  const undeclared = [...live].filter(
    ([key, item]) => !kept.has(key) && !room.automatic(item) && ownership.owns(item),
  );
  const first = undeclared.length === 0 ? [] : goFirst(planning, undeclared, live, wanted);
  const steps: Step[] = first.map((entry) => retire(planning, world, live, ownership, entry));
  for (const { wanted: w, key } of matched) {
    const step = planOne(planning, world, live, w, key);
    if (step !== undefined) steps.push(step);
  }
  steps.push(...restoreLost(planning, world, live, ownership));
  const firstKeys = new Set(first.map(([key]) => key));
  const rest = undeclared.filter(([key]) => !firstKeys.has(key) && live.has(key));
  return { steps, late: rest.map((entry) => retire(planning, world, live, ownership, entry)) };
}

interface Matched<T extends Simple> {
  readonly wanted: Wanted<T>;
  readonly key: string;
}

function match<T extends Simple>(
  planning: Planning<T>,
  wanted: readonly Wanted<T>[],
  live: Map<string, T>,
): Matched<T>[] {
  const find = planning.finder?.(live) ?? ((item: T) => planning.room.key(item));
  const completed: T[] = [];
  return wanted.map((w) => {
    const found = find(w.item);
    if (found !== undefined || planning.complete === undefined)
      return { wanted: w, key: found ?? planning.room.key(w.item) };
    const item = planning.complete(w.item, [...live.values(), ...completed]);
    completed.push(item);
    return { wanted: { ...w, item }, key: planning.room.key(item) };
  });
}

function goFirst<T extends Simple>(
  planning: Planning<T>,
  undeclared: readonly (readonly [string, T])[],
  live: ReadonlyMap<string, T>,
  wanted: readonly Wanted<T>[],
): (readonly [string, T])[] {
  if (planning.removeFirst === undefined) return [];
  const going = new Set(undeclared.map(([key]) => key));
  const staying = [...live].flatMap(([key, item]) => (going.has(key) ? [] : [item]));
  const isFirst = planning.removeFirst([...wanted.map((w) => w.item), ...staying]);
  return undeclared.filter(([, item]) => isFirst(item));
}

function planOne<T extends Simple>(
  planning: Planning<T>,
  world: World,
  live: Map<string, T>,
  wanted: Wanted<T>,
  key: string,
): Step | undefined {
  const { room } = planning;
  const before = live.get(key);
  const after = room.normal(wanted.item);
  if (before === undefined) {
    live.set(key, after);
    return createStep(room, wanted, after, lostReason(world, after, key) ?? 'declared');
  }
  const differences = room.differences(after, before);
  if (differences.length === 0) return undefined;
  const step = changeStep(room, wanted, before, after, differences, 'declared');
  if (step.action === 'replace') {
    live.delete(key);
    planning.afterRemoval?.(world, before);
  }
  live.set(key, after);
  return step;
}

/** Foreign objects that a step of ours destroys come back in the same run. */
function restoreLost<T extends Simple>(
  planning: Planning<T>,
  world: World,
  live: Map<string, T>,
  ownership: Ownership,
): Step[] {
  const { room } = planning;
  const steps: Step[] = [];
  for (const [key, { item, reason }] of world.lost) {
    if (!isOf(room, item) || live.has(room.key(item)) || room.automatic(item) || ownership.owns(item))
      continue;
    if (!planning.restorable(item, world)) continue;
    live.set(room.key(item), item);
    steps.push(createStep(room, { item, source: null, places: {} }, item, reason));
    world.lost.delete(key);
  }
  return steps;
}

const isOf = <T extends Item>(room: Room<T>, item: Item): item is T => item.type === room.type;

function lostReason(world: World, item: Simple, key: string): string | undefined {
  const entry = lostKey(item.type, key);
  const lost = world.lost.get(entry);
  world.lost.delete(entry);
  return lost?.reason;
}

/** What is ours and no longer declared goes, or back to what somebody else had made it. */
function retire<T extends Simple>(
  planning: Planning<T>,
  world: World,
  live: Map<string, T>,
  ownership: Ownership,
  [key, item]: readonly [string, T],
): Step {
  const { room } = planning;
  const earlier = ownership.replaced(item);
  if (earlier !== undefined && isOf(room, earlier) && planning.restorable(earlier, world)) {
    live.set(key, earlier);
    const wanted = { item: earlier, source: null, places: {} };
    return changeStep(room, wanted, item, earlier, room.differences(earlier, item), 'no longer declared');
  }
  live.delete(key);
  planning.afterRemoval?.(world, item);
  return removeStep(room, item, 'no longer declared');
}
