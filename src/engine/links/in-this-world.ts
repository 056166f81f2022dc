import type { Link } from '../../model/index.ts';
import { MASTERS } from '../../model/language/masters.ts';
import { masterOf } from '../../resources/link/terms.ts';
import type { Difference } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';

/**
 * How the changes can be made on this link now: one that is down need not go down for a change, and some masters take their ports
 * down and up when they join or leave.
 */
export function inThisWorld(
  differences: readonly Difference[],
  live: Link,
  world: World,
): readonly Difference[] {
  if (differences.length === 0) return differences;
  const up = live.attributes['state'] === 'up';
  const isEmpty = world.links.where(masterOf, live.name).length === 0;
  return differences.map((difference): Difference => {
    if (difference.how === 'empty' && isEmpty) return { ...difference, how: up ? 'down' : 'live' };
    if (difference.attribute === 'master' && up && bounces(difference, world))
      return { ...difference, how: 'down' };
    if (difference.how === 'down' && !up) return { ...difference, how: 'live' };
    return difference;
  });
}

const bounces = ({ before, after }: Difference, world: World): boolean =>
  [before, after].some((name) => {
    const kind = typeof name === 'string' ? world.links.get(name)?.kind : undefined;
    return kind !== undefined && MASTERS[kind]?.bouncesPorts === true;
  });
