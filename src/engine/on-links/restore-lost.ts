import type { Step } from '../../model/index.ts';
import { once } from '../../model/once.ts';
import type { Wanted } from '../../resources/room.ts';
import { createStep } from '../objects/steps.ts';
import { change, differencesFrom, type ItemContext, isOf } from './plan-item.ts';
import type { Simple } from './planning.ts';
import { besideAlike } from './routes-alike.ts';

/**
 * Plans the restoration of foreign objects that other steps remove or change, and of those that were replaced by objects of
 * ours which other steps take along. `spared` are keys of declared objects that cannot be created now.
 */
export function restoreLost<T extends Simple>(
  context: ItemContext<T>,
  declared: ReadonlySet<string>,
  spared: ReadonlySet<string>,
): Step[] {
  const steps: Step[] = [];
  // The gateway of a route can be reachable only after another route has been restored.
  for (;;) {
    const more = [...restoreSome(context, declared), ...restoreReplaced(context, declared, spared)];
    if (more.length === 0) return steps;
    for (const step of more) steps.push(step);
  }
}

/** Objects of ours went with a link or an address: what they had replaced comes back, as if they had been removed. */
function restoreReplaced<T extends Simple>(
  context: ItemContext<T>,
  declared: ReadonlySet<string>,
  spared: ReadonlySet<string>,
): Step[] {
  const { planning, world, live, ownership } = context;
  const { room } = planning;
  const steps: Step[] = [];
  const restorable = once(() => planning.restorer(world));
  for (const [entry, { item, key }] of world.lost) {
    if (!isOf(room, item) || declared.has(key) || spared.has(key) || live.has(key)) continue;
    const earlier = ownership.owns(item) ? ownership.replaced(item) : undefined;
    if (earlier === undefined || !isOf(room, earlier) || room.key(earlier) !== room.key(item)) continue;
    if (planning.isBack?.(earlier, live) === true || !restorable()(earlier)) continue;
    world.lost.delete(entry);
    steps.push(bringBack(context, key, earlier, 'no longer declared'));
  }
  return steps;
}

function bringBack<T extends Simple>(
  { planning: { room }, live }: ItemContext<T>,
  key: string,
  item: T,
  reason: string,
): Step {
  const created = createStep(room, { item, source: null, places: {} }, item, reason);
  const step = besideAlike(created, key, live, true);
  live.set(key, item);
  return step;
}

function restoreSome<T extends Simple>(context: ItemContext<T>, declared: ReadonlySet<string>): Step[] {
  const { planning, world, live, ownership } = context;
  const { room } = planning;
  const steps: Step[] = [];
  const restorable = once(() => planning.restorer(world));
  for (const [entry, { item, key, reason }] of world.lost) {
    if (!isOf(room, item) || declared.has(key) || room.automatic(item) || ownership.owns(item)) continue;
    const left = live.get(key);
    if (left !== undefined && ownership.owns(left)) continue;
    if (left !== undefined && differencesFrom(context, left, item).length === 0) {
      // An address that came to the link in the meantime has revived its paths, so nothing is lost.
      if (planning.isMaimed?.(left, world) !== true) world.lost.delete(entry);
      continue;
    }
    if (!restorable()(item) || planning.isPlaceTaken?.(item) === true) continue;
    world.lost.delete(entry);
    if (left === undefined) steps.push(bringBack(context, key, item, reason));
    else {
      const wanted: Wanted<T> = { item, source: null, places: {} };
      const step = change(context, wanted, key, left, item, reason);
      if (step !== undefined) steps.push(step);
    }
  }
  return steps;
}
