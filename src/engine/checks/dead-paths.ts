import type { Problem, Route } from '../../model/index.ts';
import type { Wanted } from '../../resources/room.ts';
import { deadForGood } from '../../resources/route/dead-paths.ts';
import { routes } from '../../resources/route/route.ts';
import type { World } from '../../resources/world.ts';

/**
 * Wanted routes of which paths are dead and stay so: their link has no IPv4 address any more, and without one the
 * gateway cannot be reached, so that the kernel would refuse the route if it was made again (fib_check_nh).
 * @param world the state after the plan
 */
export function deadPaths(wanted: readonly Wanted<Route>[], world: World): readonly Problem[] {
  const problems: Problem[] = [];
  // There may be very many routes, of which few have several paths.
  for (const { item, source } of wanted) {
    if (item.nexthops === undefined || source === null) continue;
    const live = world.routes.get(routes.key(item));
    for (const { via, link } of live === undefined ? [] : deadForGood(live, world)) {
      problems.push({
        code: 'path-dead',
        severity: 'warning',
        message: `${routes.name(routes.normal(item))} has no path over ${link}: it died with the last IPv4 address of ${link}`,
        hint: `give ${link} an address of the network of ${via ?? 'its gateway'}, or the path "on-link: true"`,
        source,
      });
    }
  }
  return problems;
}
