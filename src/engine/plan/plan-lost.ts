import { ITEM_TYPES, type Item, LISTS, type Problem } from '../../model/index.ts';
import { ROOMS } from '../../resources/rooms.ts';
import type { World } from '../../resources/world.ts';
import { identity } from '../objects/identity.ts';
import { namesOf } from '../objects/names-of.ts';
import type { Ownership, Target } from '../target/target.ts';

/**
 * Warnings about objects of others that are lost by a step and not restored in the same run: one for each cause.
 */
export function lostForGood(world: World, target: Target, ownership: Ownership): Problem[] {
  if (world.lost.size === 0) return [];
  const declared = new Set(
    ITEM_TYPES.flatMap((type) => target[LISTS[type]].map(({ item }) => identity(item))),
  );
  const byText = new Map<string, Item[]>();
  for (const { item, reason } of world.lost.values()) {
    if (declared.has(identity(item)) || ROOMS[item.type].automatic(item)) continue;
    const purged = ownership.purges?.(item) === true;
    if (ownership.owns(item) && !purged) continue;
    const text = `${purged ? PURGED : FOREIGN}\0${reason}`;
    const others = byText.get(text);
    if (others === undefined) byText.set(text, [item]);
    else others.push(item);
  }
  return [...byText].map(([text, items]) => {
    const [what = '', reason = ''] = text.split('\0');
    return {
      code: 'lost',
      severity: 'warning',
      message: `${what}: ${namesOf(items)} (${reason})`,
      source: null,
    };
  });
}

const FOREIGN = 'not made by nlapply, and cannot be put back';
const PURGED = 'not declared, policy strict, and not put back';
