import type { Item, Route, Snapshot, Step } from '../../model/index.ts';
import { once } from '../../model/once.ts';
import { routes as routeRoom } from '../../resources/route/route.ts';
import { worldOf } from '../../resources/world.ts';
import { inFormerNames } from '../objects/former-names.ts';
import { identity } from '../objects/identity.ts';
import { madeAgain } from '../on-links/routes-alike.ts';

export const isMadeByItself = (item: Item): boolean => item.type === 'route' && routeRoom.automatic(item);

/**
 * Returns a function that gives the routes to restore for an earlier one. A route that is not automatic is returned unchanged.
 * For an automatic one it is none if no step affected it; otherwise the live route if it was added again since then, else the
 * earlier one if a step changed it, else none.
 */
export function routesByThemselves(
  steps: readonly Step[],
  affected: ReadonlySet<string>,
  former: ReadonlyMap<string, string>,
  now: Snapshot,
): (route: Route) => Route | readonly Route[] {
  const taken = new Set(
    steps.flatMap(({ before, after }) =>
      before !== null && after !== null && isMadeByItself(before)
        ? [identity(inFormerNames(before, former))]
        : [],
    ),
  );
  const live = once(() => worldOf(now).routes);
  return (route) => {
    if (!isMadeByItself(route)) return route;
    if (!affected.has(identity(route))) return [];
    return madeAgain(route, live()) ?? (taken.has(identity(route)) ? route : []);
  };
}
