import type { Item } from '../model/index.ts';
import { ROOMS } from './rooms.ts';

/** An object's kind and key. */
export function identity(item: Item): string {
  return `${item.type} ${ROOMS[item.type].key(item)}`;
}
