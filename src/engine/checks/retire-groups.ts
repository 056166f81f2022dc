import type { GroupEntry, Link, Step } from '../../model/index.ts';
import { closedFor } from '../../resources/mdb/closed.ts';
import { mdb } from '../../resources/mdb/mdb.ts';
import type { World } from '../../resources/world.ts';
import { removeStep } from '../objects/steps.ts';
import { type Ownership, reasonToGo, type Target } from '../target/target.ts';

/**
 * Splits off the steps that remove entries of multicast databases which the kernel will not let go once the links have
 * changed. These come first.
 * @param before the links before they change
 */
export function retireGroups(
  target: Target,
  world: World,
  ownership: Ownership,
  before: readonly Link[],
): readonly Step[] {
  if (world.mdb.size === 0) return [];
  const wanted = new Set(target.mdb.map(({ item }) => mdb.key(item)));
  const links = new Map(before.map((link) => [link.name, link]));
  return [...world.mdb].flatMap(([key, item]) => {
    if (wanted.has(key) || !ownership.owns(item) || closedFor(item, links) !== undefined) return [];
    if (closedFor(item, world.links) === undefined) return [];
    world.mdb.delete(key);
    return [removeStep<GroupEntry>(mdb, item, reasonToGo(ownership, item))];
  });
}
