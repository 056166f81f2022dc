import { ITEM_TYPES, type Item, LISTS, type Link } from '../../model/index.ts';
import { linksNamedBy } from '../../resources/links-named.ts';
import type { Wanted } from '../../resources/room.ts';
import { ROOMS } from '../../resources/rooms.ts';
import type { World } from '../../resources/world.ts';
import type { Target } from './target.ts';

/**
 * The target without new objects on links that cannot be created because their names are taken. The problem of the link is reported, and
 * objects that exist are kept.
 */
export function withoutStrangers(target: Target, world: World): Target {
  const strangers = new Set(target.links.flatMap(({ item }) => (isStranger(item, world) ? [item.name] : [])));
  if (strangers.size === 0) return target;
  const isOnOne = (item: Item): boolean => linksNamedBy(item).some((name) => strangers.has(name));
  const kept = ITEM_TYPES.filter((type) => type !== 'link').map((type) => {
    const live: ReadonlyMap<string, Item> = world[LISTS[type]];
    const wanted: readonly Wanted<Item>[] = target[LISTS[type]];
    // If the route in this place leads elsewhere, the wanted one does not exist.
    const isThere = (item: Item): boolean => {
      const found = live.get(ROOMS[item.type].key(item));
      return found !== undefined && isOnOne(found);
    };
    return [LISTS[type], wanted.filter(({ item }) => !isOnOne(item) || isThere(item))];
  });
  return { ...target, ...(Object.fromEntries(kept) as Partial<Target>) };
}

export function isStranger({ name, kind }: Link, world: World): boolean {
  const live = world.links.get(name);
  return live !== undefined && kind !== 'physical' && live.kind !== kind;
}
