import type { Item } from '../../model/index.ts';
import { ROOMS } from '../../resources/rooms.ts';

/** The most objects to name; beyond that, the number is enough. */
const NAMED = 10;

export function namesOf(items: readonly Item[]): string {
  const names = items.slice(0, NAMED).map((item) => ROOMS[item.type].name(item));
  const more = items.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
