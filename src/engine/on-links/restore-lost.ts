import type { Step } from '../../model/index.ts';
import { once } from '../../model/once.ts';
import type { Wanted } from '../../resources/room.ts';
import { createStep } from '../objects/steps.ts';
import { change, differencesFrom, type ItemContext, isOf } from './plan-item.ts';
import type { Simple } from './planning.ts';
import { besideAlike } from './routes-alike.ts';

/** Plans the restoration of foreign objects that other steps remove or change. */
export function restoreLost<T extends Simple>(
  context: ItemContext<T>,
  declared: ReadonlySet<string>,
): Step[] {
  const steps: Step[] = [];
  // The gateway of a route can be reachable only after another route has been restored.
  for (;;) {
    const more = restoreSome(context, declared);
    if (more.length === 0) return steps;
    for (const step of more) steps.push(step);
  }
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
    const wanted: Wanted<T> = { item, source: null, places: {} };
    if (left !== undefined) {
      const step = change(context, wanted, key, left, item, reason);
      if (step !== undefined) steps.push(step);
    } else {
      steps.push(besideAlike(createStep(room, wanted, item, reason), key, live, true));
      live.set(key, item);
    }
  }
  return steps;
}
