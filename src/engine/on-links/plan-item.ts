import type { Item, Step } from '../../model/index.ts';
import type { Difference, Room, Wanted } from '../../resources/room.ts';
import { type Lost, lostKey, type World } from '../../resources/world.ts';
import { changeStep, createStep, removeStep } from '../objects/steps.ts';
import { type Ownership, reasonToGo } from '../target/target.ts';
import type { Matched, Planning, Simple } from './planning.ts';
import { besideAlike } from './routes-alike.ts';

/** The reason of a step that removes an object which a later step creates again. */
export const COMES_BACK = 'comes back in its order';

/** What is needed to plan objects of one type. */
export interface ItemContext<T extends Simple> {
  readonly planning: Planning<T>;
  readonly world: World;
  readonly live: Map<string, T>;
  readonly ownership: Ownership;
}

/** Plans one wanted object and applies the step to the world; undefined if the live object is as wanted. */
export function planOne<T extends Simple>(
  context: ItemContext<T>,
  { wanted, key }: Matched<T>,
): Step | undefined {
  const { planning, world, live, ownership } = context;
  const { room } = planning;
  const before = live.get(key);
  if (before !== undefined && room.isAsWanted?.(wanted.item, before) === true) return undefined;
  const normal = room.normal(wanted.item);
  if (before !== undefined) return change(context, wanted, key, before, normal, 'declared');
  const lost = world.lost.size === 0 ? undefined : takeLost(world, lostKey(normal.type, key));
  // If the object was as declared before it was lost, it is restored unchanged: a foreign one stays foreign. One of ours that
  // lost its mark gets it again.
  const same =
    lost !== undefined &&
    isOf(room, lost.item) &&
    room.differences(normal, lost.item).length === 0 &&
    !(ownership.owns(lost.item) && !room.marked(lost.item));
  const after = same && isOf(room, lost.item) ? lost.item : normal;
  const step = besideAlike(
    createStep(room, wanted, after, lost?.reason ?? 'declared'),
    key,
    live,
    lost !== undefined,
  );
  const made = planning.withAround?.(step, world, after, key) ?? step;
  live.set(key, after);
  return made;
}

function takeLost({ lost }: World, entry: string): Lost | undefined {
  const found = lost.get(entry);
  lost.delete(entry);
  return found;
}

/** Plans the removal of a live object that is declared, so that planning it afterwards creates it again. */
export function giveWay<T extends Simple>({ planning, world, live }: ItemContext<T>, key: string): Step[] {
  const item = live.get(key);
  if (item === undefined) return [];
  live.delete(key);
  planning.afterRemoval?.(world, item);
  return [removeStep(planning.room, item, COMES_BACK)];
}

/** In what a live object differs from another one, its wear included. */
export function differencesFrom<T extends Simple>(
  { planning: { room, wear }, world }: ItemContext<T>,
  live: T,
  wanted: T,
): readonly Difference[] {
  const differences = room.differences(wanted, live);
  const worn = wear?.(live, world);
  return worn === undefined ? differences : [...differences, worn];
}

/** The step that changes an object to another one with its key; undefined if they do not differ. */
export function change<T extends Simple>(
  context: ItemContext<T>,
  wanted: Wanted<T>,
  key: string,
  before: T,
  after: T,
  reason: string,
): Step | undefined {
  const { planning, world, live } = context;
  const { room } = planning;
  const differences = differencesFrom(context, before, after);
  if (differences.length === 0 && reason === 'declared') return undefined;
  const step = changeStep(room, wanted, before, after, differences, reason);
  if (step.action === 'replace') {
    live.delete(key);
    planning.afterRemoval?.(world, before);
  }
  live.set(key, after);
  return step;
}

/**
 * The step for an object of ours that is no longer declared: it is removed, or changed back to the foreign object that it
 * replaced.
 */
export function retire<T extends Simple>(
  context: ItemContext<T>,
  restorable: () => (item: T) => boolean,
  [key, item]: readonly [string, T],
): Step {
  const { planning, world, live, ownership } = context;
  const { room } = planning;
  const earlier = ownership.replaced(item);
  const reason = reasonToGo(ownership, item);
  if (
    earlier !== undefined &&
    isOf(room, earlier) &&
    planning.isBack?.(earlier, live) !== true &&
    restorable()(earlier) &&
    hasPlace(context, earlier, item, key)
  ) {
    const wanted: Wanted<T> = { item: earlier, source: null, places: {} };
    const step = change(context, wanted, key, item, earlier, 'no longer declared');
    if (step !== undefined) return step;
  }
  const step = removeStep(room, item, reason);
  const removed = planning.withAround?.(step, world, item, key) ?? step;
  live.delete(key);
  planning.afterRemoval?.(world, item);
  return removed;
}

/** Whether the kernel would let `earlier` replace `item`, which has this key in the world. */
const hasPlace = <T extends Simple>(
  { planning: { room, finder }, world, live }: ItemContext<T>,
  earlier: T,
  item: T,
  key: string,
): boolean => room.key(earlier) === room.key(item) || finder?.(live, [earlier], world.lost)(earlier) === key;

export const isOf = <T extends Item>(room: Room<T>, item: Item): item is T => item.type === room.type;
