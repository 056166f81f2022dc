import type { Problem, Route } from '../../model/index.ts';
import { routes as routeRoom } from '../../resources/route/route.ts';
import type { World } from '../../resources/world.ts';
import { feasibleRoutes, inGatewayOrder, onLinksThere } from '../on-links/feasible.ts';
import { type PlannedItems, planItems } from '../on-links/plan-items.ts';
import { routePlanning } from '../on-links/plannings.ts';
import type { Sources } from '../on-links/source-addresses.ts';
import type { Ownership, Target } from '../target/target.ts';

/**
 * Plans the routes that are possible.
 * @param declared the target from which routes may have been left out for now; they are not removed
 */
export function planRoutes(
  target: Target,
  declared: Target,
  sources: Sources,
  world: World,
  ownership: Ownership,
): { routes: PlannedItems<Route>; possible: Target['routes']; problems: readonly Problem[] } {
  const there = onLinksThere(target.routes, world);
  const { possible, problems } = feasibleRoutes(there, world, sources, target.optional);
  const planning = routePlanning(target.ruleOrder !== undefined);
  const waiting = waitingRoutes(declared, possible);
  const routes = planItems(planning, inGatewayOrder(possible), world, ownership, waiting);
  return { routes, possible, problems };
}

/** Keys of declared routes that cannot be created now. Mostly there are none, and then no keys are computed. */
function waitingRoutes(target: Target, possible: Target['routes']): ReadonlySet<string> {
  const absent = target.absentRoutes ?? new Set<string>();
  if (absent.size === 0 && possible.length === target.routes.length) return absent;
  const waiting = new Set([...target.routes.map((w) => routeRoom.key(w.item)), ...absent]);
  for (const { item } of possible) waiting.delete(routeRoom.key(item));
  return waiting;
}
