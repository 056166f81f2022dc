import type { Problem, Route } from '../../model/index.ts';
import type { Wanted } from '../../resources/room.ts';
import { routes } from '../../resources/route/route.ts';
import { sharedKeys, type World } from '../../resources/world.ts';

/**
 * Wanted routes that exist, but behind another one with the same destination, table and metric that somebody has put in front of them (ip
 * route prepend). The kernel uses the first one (fib_table_lookup), which is not ours to remove.
 */
export function routesBehind(wanted: readonly Wanted<Route>[], world: World): readonly Problem[] {
  const shared = sharedKeys(world.routes);
  if (shared.size === 0) return [];
  return wanted.flatMap(({ item, source }) => {
    const key = routes.key(item);
    const first = shared.has(key) && source !== null ? world.routes.get(key) : undefined;
    const normal = routes.normal(item);
    if (first === undefined || routes.differences(normal, first).length === 0) return [];
    return [
      {
        code: 'route-behind',
        severity: 'warning',
        message: `${routes.name(normal)} has no effect: ${routes.name(first)}, which somebody put in front of it, comes first`,
        hint: 'remove that one, or give the declared one a lower metric',
        source,
      },
    ];
  });
}
