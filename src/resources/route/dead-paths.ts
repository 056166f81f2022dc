import type { Nexthop, Route } from '../../model/index.ts';
import { hasAddress } from '../address/on-link.ts';
import { isDown } from '../link/state.ts';
import type { Difference } from '../room.ts';
import type { World } from '../world.ts';

// An IPv4 path dies with the last IPv4 address of its link, although the link stays up, and comes back only with
// another one (fib_sync_down_dev and fib_sync_up, called by fib_inetaddr_event).

/** Whether no path of a route over this link is left alive when those over it die (fib_sync_down_dev). */
export function diesWith({ nexthops = [] }: Route, link: string, world: World): boolean {
  return nexthops.every((path) => path.link === link || path.dead === true || isDown(path.link, world));
}

/** The route with its paths over this link dead. */
export function withDeadPaths(route: Route, link: string): Route {
  const nexthops = route.nexthops?.map(
    (path): Nexthop => (path.link === link ? { ...path, dead: true } : path),
  );
  return nexthops === undefined ? route : { ...route, nexthops };
}

/**
 * Whether paths of a live route are dead that would be alive if it was removed and made again. With NLM_F_REPLACE the
 * kernel would find nothing to do (fib_find_info does not compare RTNH_F_DEAD).
 */
export const needsRevival = (route: Route, world: World): boolean =>
  route.nexthopId === undefined && deadForGood(route, world).length > 0;

/** The paths of a live route that will not come back by themselves. */
export function deadForGood({ family, nexthops = [] }: Route, world: World): readonly Nexthop[] {
  return family === 4
    ? nexthops.filter(({ dead, link }) => dead === true && isWithoutAddress(link, world))
    : [];
}

/** Whether a link is in use without IPv4 addresses. */
const isWithoutAddress = (name: string, world: World): boolean =>
  world.links.get(name)?.attributes['state'] === 'up' && !hasAddress(name, 4, world);

/** What a plan says of a route with dead paths. */
export const REVIVAL: Difference = { attribute: 'paths', before: 'dead', after: 'alive', how: 'create' };
