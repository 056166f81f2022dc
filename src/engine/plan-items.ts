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
  /** The key of the live object that a wanted one is, when its own key does not say. */
  readonly finder?: (live: ReadonlyMap<string, T>, wanted: readonly T[]) => (wanted: T) => string | undefined;
  /** Completes wanted objects that found no live one (a rule's priority). */
  readonly completer?: (live: ReadonlyMap<string, T>, wanted: readonly T[]) => (wanted: T) => T;
  /** Tells, of undeclared objects, which must go before the declared ones come. */
  readonly removeFirst?: (remaining: readonly T[]) => (item: T) => boolean;
  /** Side effects of a deletion, taken in the world. */
  readonly afterRemoval?: (world: World, item: T) => void;
  /** Whether the kernel would take a lost object back in this world. */
  readonly restorer: (world: World) => (item: T) => boolean;
}

/** Steps of one kind in the order they are carried out. */
export interface PlannedItems<T extends Simple> {
  readonly steps: readonly Step[];
  /** What is still there, but goes when everything has been built. */
  readonly leaving: readonly T[];
  /** Plans that; to be called once all kinds are planned. */
  readonly late: () => readonly Step[];
}

/** What the functions here work with. */
interface Context<T extends Simple> {
  readonly planning: Planning<T>;
  readonly world: World;
  readonly live: Map<string, T>;
  readonly ownership: Ownership;
}

/**
 * Plans objects of one kind; the world takes the effect of every step. `spared` are keys of declared objects that cannot
 * be made now: what is there in their place stays.
 */
export function planItems<T extends Simple>(
  planning: Planning<T>,
  wanted: readonly Wanted<T>[],
  world: World,
  ownership: Ownership,
  spared: ReadonlySet<string> = new Set(),
): PlannedItems<T> {
  const { room } = planning;
  const live = planning.live(world);
  const context: Context<T> = { planning, world, live, ownership };
  const matched = match(planning, wanted, live);
  const kept = new Set(matched.map(({ key }) => key));
  const undeclared: (readonly [string, T])[] = [];
  live.forEach((item, key) => {
    if (kept.has(key) || spared.has(key) || room.automatic(item) || !ownership.owns(item)) return;
    undeclared.push([key, item]);
  });
  // From the last to the first: a primary address would take its secondaries along.
  undeclared.reverse();
  const first = undeclared.length === 0 ? [] : goFirst(planning, undeclared, live, wanted);
  const restorable = once(() => planning.restorer(world));
  const steps: Step[] = first.map((entry) => retire(context, restorable, entry));
  for (const one of matched) steps.push(...planOne(context, one));
  // Replacing one of them may have taken others along that were all right before.
  for (const one of matched) if (!live.has(one.key)) steps.push(...planOne(context, one));
  steps.push(...restoreLost(context, kept));
  const firstKeys = new Set(first.map(([key]) => key));
  const rest = undeclared.filter(([key]) => !firstKeys.has(key) && live.has(key));
  return {
    steps,
    leaving: rest.map(([, item]) => item),
    late() {
      const afterwards = once(() => planning.restorer(world));
      return rest.flatMap((entry) => (live.has(entry[0]) ? [retire(context, afterwards, entry)] : []));
    },
  };
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
  const { room } = planning;
  const items = wanted.map((w) => w.item);
  const find = planning.finder?.(live, items) ?? ((item: T) => room.key(item));
  const complete = planning.completer?.(live, items);
  return wanted.map((w) => {
    const found = find(w.item);
    if (found !== undefined) return { wanted: w, key: found };
    const item = complete?.(w.item) ?? w.item;
    return { wanted: item === w.item ? w : { ...w, item }, key: room.key(item) };
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

function planOne<T extends Simple>(context: Context<T>, { wanted, key }: Matched<T>): Step[] {
  const { planning, world, live } = context;
  const { room } = planning;
  const before = live.get(key);
  const normal = room.normal(wanted.item);
  if (before !== undefined) return change(context, wanted, key, before, normal, 'declared');
  const entry = lostKey(normal.type, key);
  const lost = world.lost.get(entry);
  world.lost.delete(entry);
  // One that was as declared comes back as it was: another's stays another's.
  const same =
    lost !== undefined && isOf(room, lost.item) && room.differences(normal, lost.item).length === 0;
  const after = same && isOf(room, lost.item) ? lost.item : normal;
  live.set(key, after);
  return [createStep(room, wanted, after, lost?.reason ?? 'declared')];
}

/** The step from one object to another with its key, if they differ. */
function change<T extends Simple>(
  { planning, world, live }: Context<T>,
  wanted: Wanted<T>,
  key: string,
  before: T,
  after: T,
  reason: string,
): Step[] {
  const { room } = planning;
  const differences = room.differences(after, before);
  if (differences.length === 0 && reason === 'declared') return [];
  const step = changeStep(room, wanted, before, after, differences, reason);
  if (step.action === 'replace') {
    live.delete(key);
    planning.afterRemoval?.(world, before);
  }
  live.set(key, after);
  return [step];
}

/** Foreign objects that a step of ours destroys or changes come back in the same run. */
function restoreLost<T extends Simple>(context: Context<T>, declared: ReadonlySet<string>): Step[] {
  const steps: Step[] = [];
  // A route that is back may be what another's gateway needs.
  for (;;) {
    const more = restoreSome(context, declared);
    if (more.length === 0) return steps;
    steps.push(...more);
  }
}

function restoreSome<T extends Simple>(context: Context<T>, declared: ReadonlySet<string>): Step[] {
  const { planning, world, live, ownership } = context;
  const { room } = planning;
  const steps: Step[] = [];
  const restorable = once(() => planning.restorer(world));
  for (const [entry, { item, key, reason }] of world.lost) {
    if (!isOf(room, item) || declared.has(key) || room.automatic(item) || ownership.owns(item)) continue;
    const left = live.get(key);
    if (left !== undefined && (room.differences(item, left).length === 0 || ownership.owns(left))) continue;
    if (!restorable()(item)) continue;
    world.lost.delete(entry);
    const wanted: Wanted<T> = { item, source: null, places: {} };
    if (left !== undefined) steps.push(...change(context, wanted, key, left, item, reason));
    else {
      live.set(key, item);
      steps.push(createStep(room, wanted, item, reason));
    }
  }
  return steps;
}

function once<R>(make: () => R): () => R {
  let made: { readonly value: R } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const isOf = <T extends Item>(room: Room<T>, item: Item): item is T => item.type === room.type;

/** What is ours and no longer declared goes, or back to what somebody else had made it. */
function retire<T extends Simple>(
  context: Context<T>,
  restorable: () => (item: T) => boolean,
  [key, item]: readonly [string, T],
): Step {
  const { planning, world, live, ownership } = context;
  const { room } = planning;
  const earlier = ownership.replaced(item);
  if (earlier !== undefined && isOf(room, earlier) && restorable()(earlier)) {
    const wanted: Wanted<T> = { item: earlier, source: null, places: {} };
    const [step] = change(context, wanted, key, item, earlier, 'no longer declared');
    if (step !== undefined) return step;
  }
  live.delete(key);
  planning.afterRemoval?.(world, item);
  return removeStep(room, item, 'no longer declared');
}
