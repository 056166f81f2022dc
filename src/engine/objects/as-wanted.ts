import type { Route } from '../../model/index.ts';
import { routes } from '../../resources/route/route.ts';
import type { World } from '../../resources/world.ts';

/** The live route that equals the wanted one, if there is one. */
export function liveAsWanted(wanted: Route, world: World): Route | undefined {
  const normal = routes.normal(wanted);
  const live = world.routes.get(routes.key(normal));
  return live !== undefined && routes.differences(normal, live).length === 0 ? live : undefined;
}
