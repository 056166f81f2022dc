import type { Problem } from '../model/index.ts';
import type { World } from '../resources/world.ts';
import { identity } from './identity.ts';
import { ROOMS } from './rooms.ts';
import type { Ownership, Target } from './target.ts';

/** Objects of others that a step takes along, and that cannot be put back in the same run. */
export function lostForGood(world: World, target: Target, ownership: Ownership): Problem[] {
  if (world.lost.size === 0) return [];
  const { links, addresses, routes } = target;
  const declared = new Set([...links, ...addresses, ...routes].map(({ item }) => identity(item)));
  return [...world.lost.values()].flatMap(({ item, reason }): Problem[] => {
    const room = ROOMS[item.type];
    if (declared.has(identity(item)) || room.automatic(item) || ownership.owns(item)) return [];
    const message = `${room.name(item)}, which nlapply did not make, goes and cannot be put back: ${reason}`;
    return [{ code: 'lost', severity: 'warning', message, source: null }];
  });
}
