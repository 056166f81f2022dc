import type { Link, Snapshot } from '../../model/index.ts';
import type { Wanted } from '../../resources/room.ts';
import { linksOf } from '../../resources/route/paths.ts';
import type { Target } from '../target/target.ts';
import { withoutAttribute } from '../target/without-attribute.ts';

/**
 * The target without `state: down` for links that are up and that a multipath route uses: the kernel accepts such a route only
 * while all its links are up (fib_check_nh, fib6_nh_init: ENETDOWN), and keeps it when some go down later (fib_sync_down_dev,
 * fib6_ifdown).
 */
export function withoutDownsOfPaths(target: Target, now: Snapshot): Target {
  const ofPaths = new Set(
    target.routes.flatMap(({ item }) => (item.nexthops === undefined ? [] : linksOf(item))),
  );
  if (ofPaths.size === 0) return target;
  const up = new Set(
    now.links.flatMap(({ name, attributes }) => (attributes['state'] === 'up' ? [name] : [])),
  );
  const staysUp = ({ item: { name, attributes } }: Wanted<Link>): boolean =>
    attributes['state'] === 'down' && ofPaths.has(name) && up.has(name);
  return withoutAttribute(target, 'state', staysUp);
}
