import { LISTS } from '../../model/index.ts';
import { ROOMS } from '../../resources/rooms.ts';
import { lostKey, nthKey, remember, type World } from '../../resources/world.ts';
import type { StateRecord } from '../record/record.ts';

/** Notes as lost the objects of others that a run had taken along when it was cut short, unless they are there. */
export function recallOwed(world: World, { owed = [] }: StateRecord): void {
  for (const item of owed) {
    const room = ROOMS[item.type];
    const there = world[LISTS[item.type]];
    for (let nth = 1; ; nth++) {
      const key = nthKey(room.key(item), nth);
      const live = there.get(key);
      if (live !== undefined && room.differences(item, live).length === 0) break;
      if (live !== undefined || world.lost.has(lostKey(item.type, key))) continue;
      remember(world, item, key, REASON);
      break;
    }
  }
}

const REASON = 'lost in a run that was cut short';
