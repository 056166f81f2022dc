import type { Step } from '../../model/index.ts';
import { once } from '../../model/once.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import type { Ownership } from '../target/target.ts';
import { giveWay, type ItemContext, planOne, retire } from './plan-item.ts';
import type { Matched, Planning, Simple } from './planning.ts';
import { restoreLost } from './restore-lost.ts';

/** The plan for the objects of one type. */
export interface PlannedItems<T extends Simple> {
  readonly steps: readonly Step[];
  /** Objects that are removed only after everything has been built. */
  readonly leaving: readonly T[];
  /** Plans the removal of these; to be called after all types have been planned. */
  readonly late: () => readonly Step[];
}

/**
 * Plans the objects of one type and applies the steps to the world. `spared` are keys of declared objects that cannot be created
 * now: live objects with these keys are kept.
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
  const context: ItemContext<T> = { planning, world, live, ownership };
  const matched = match(planning, wanted, live, world.lost, (item) => ownership.ignores?.(item) === true);
  const kept = new Set(matched.map(({ key }) => key));
  const undeclared: (readonly [string, T])[] = [];
  live.forEach((item, key) => {
    if (kept.has(key) || spared.has(key) || room.automatic(item) || !ownership.owns(item)) return;
    undeclared.push([key, item]);
  });
  // In reverse order: the kernel deletes secondary addresses together with their primary.
  undeclared.reverse();
  const first = undeclared.length === 0 ? [] : goFirst(context, undeclared, wanted);
  const restorable = once(() => planning.restorer(world));
  const steps: Step[] = first.map((entry) => retire(context, restorable, entry));
  for (const key of planning.misplaced?.(matched, live, (item) => ownership.owns(item)) ?? [])
    steps.push(...giveWay(context, key));
  const planned = (one: Matched<T>): void => {
    const step = planOne(context, one);
    if (step !== undefined) steps.push(step);
  };
  matched.forEach(planned);
  // A replacement may have removed others that were as wanted before.
  matched.forEach((one) => {
    if (!live.has(one.key)) planned(one);
  });
  for (const step of restoreLost(context, kept, spared)) steps.push(step);
  for (const step of planning.arranged?.(matched, world) ?? []) steps.push(step);
  const firstKeys = new Set(first.map(([key]) => key));
  const rest = undeclared.filter(([key]) => !firstKeys.has(key) && live.has(key));
  return {
    steps,
    leaving: rest.flatMap(([, item]) => (ownership.replaced(item) === undefined ? [item] : [])),
    late() {
      const afterwards = once(() => planning.restorer(world));
      const going = planning.inRemovalOrder?.(rest, world) ?? rest;
      return going.flatMap((entry) => (live.has(entry[0]) ? [retire(context, afterwards, entry)] : []));
    },
  };
}

function match<T extends Simple>(
  planning: Planning<T>,
  wanted: readonly Wanted<T>[],
  live: Map<string, T>,
  lost: World['lost'],
  ignores: (item: T) => boolean,
): Matched<T>[] {
  const { room } = planning;
  const items = wanted.map((w) => w.item);
  const find = planning.finder?.(live, items, lost) ?? ((item: T) => room.key(item));
  const complete = planning.completer?.(live, items, ignores);
  return wanted.map((w) => {
    const found = find(w.item);
    if (found !== undefined) return { wanted: w, key: found };
    const item = complete?.(w.item) ?? w.item;
    return { wanted: item === w.item ? w : { ...w, item }, key: room.key(item) };
  });
}

function goFirst<T extends Simple>(
  { planning, live, world, ownership }: ItemContext<T>,
  undeclared: readonly (readonly [string, T])[],
  wanted: readonly Wanted<T>[],
): (readonly [string, T])[] {
  if (planning.removeFirst === undefined) return [];
  const going = new Set(undeclared.map(([key]) => key));
  const staying = [...live].flatMap(([key, item]) => (going.has(key) ? [] : [item]));
  const isFirst = planning.removeFirst([...wanted.map((w) => w.item), ...staying], world);
  const returns = (item: T): boolean =>
    planning.returnsFirst === true && ownership.replaced(item) !== undefined;
  return undeclared.filter(([, item]) => isFirst(item) || returns(item));
}
