import type { Item, ItemType } from '../model/index.ts';
import { addresses } from '../resources/address/address.ts';
import { links } from '../resources/link/link.ts';
import type { Room } from '../resources/room.ts';
import { routes } from '../resources/route/route.ts';
import { rules } from '../resources/rule/rule.ts';

/** The room of each kind of object; every object goes to the room of its own type only. */
export const ROOMS: Readonly<
  Record<ItemType, Pick<Room<Item>, 'key' | 'name' | 'automatic' | 'requests' | 'detour'>>
> = {
  link: links,
  address: addresses,
  route: routes,
  rule: rules,
};
