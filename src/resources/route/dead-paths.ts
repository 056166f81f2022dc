import type { Nexthop, Route } from '../../model/index.ts';
import { linkOf } from '../address/terms.ts';
import type { Difference } from '../room.ts';
import type { World } from '../world.ts';
import { hasDead } from './live-paths.ts';
import { linksOf } from './paths.ts';

// An IPv4 path dies with the last IPv4 address of its link, although the link stays up, and comes back only with
// another one (fib_sync_down_dev and fib_sync_up, called by fib_inetaddr_event).

/** The IPv4 route with its paths over a link dead; undefined if none of its paths is alive then. */
export function withDeadPaths(
  route: Route,
  link: string,
  isDown: (link: string) => boolean,
): Route | undefined {
  const { nexthops } = route;
  if (nexthops === undefined)
    return linksOf(route).every((one) => one === link || isDown(one)) ? undefined : route;
  const paths = nexthops.map((path): Nexthop => (path.link === link ? { ...path, dead: true } : path));
  return paths.every((path) => path.dead === true || isDown(path.link))
    ? undefined
    : { ...route, nexthops: paths };
}

/**
 * Whether paths of a live route are dead that would be alive if it was removed and made again. With NLM_F_REPLACE the
 * kernel would find nothing to do (fib_find_info does not compare RTNH_F_DEAD).
 */
export function needsRevival(route: Route, world: World): boolean {
  return (
    hasDead(route) &&
    route.family === 4 &&
    route.nexthopId === undefined &&
    route.nexthops?.some(({ dead, link }) => dead === true && isUseless(link, world)) === true
  );
}

/** Whether paths over the link stay dead although it is in use: they do as long as it gets no IPv4 address. */
function isUseless(name: string, world: World): boolean {
  return (
    world.links.get(name)?.attributes['state'] === 'up' &&
    !world.addresses.where(linkOf, name).some(([, { family }]) => family === 4)
  );
}

/** What a plan says of a route with dead paths. */
export const REVIVAL: Difference = { attribute: 'paths', before: 'dead', after: 'alive', how: 'create' };
