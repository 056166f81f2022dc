import type { Item } from '../../model/index.ts';
import { ROOMS } from '../../resources/rooms.ts';

/** The type and key of an object. */
export function identity(item: Item): string {
  return `${item.type} ${ROOMS[item.type].key(item)}`;
}
