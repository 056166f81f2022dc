import type { Item, Route, Snapshot, Step } from '../model/index.ts';
import { routes as routeRoom } from '../resources/route/route.ts';
import { worldOf } from '../resources/world.ts';
import { inFormerNames } from './former-names.ts';
import { identity } from './identity.ts';
import { once } from './once.ts';
import { madeAgain } from './routes-alike.ts';

export const isMadeByItself = (item: Item): boolean => item.type === 'route' && routeRoom.automatic(item);

/**
 * For automatic routes that a step replaced, or put another one beside: returns the live route that was made again meanwhile;
 * else the earlier one if a step changed it, else none. Other routes are returned unchanged.
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
