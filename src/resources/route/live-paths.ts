import type { Link, Route } from '../../model/index.ts';

/** The route as it is when it is made: with all its paths alive. */
export function withLivePaths(route: Route): Route {
  if (!hasDead(route)) return route;
  return { ...route, nexthops: route.nexthops?.map(({ dead: _, ...path }) => path) ?? [] };
}

const hasDead = ({ nexthops }: Route): boolean => nexthops?.some(({ dead }) => dead === true) === true;

/**
 * The routes without the mark on paths over links that are down or have no carrier: these come back by themselves, and
 * routes with them stay as they are.
 */
export function withoutPassingDeath(routes: readonly Route[], links: readonly Link[]): readonly Route[] {
  if (!routes.some(hasDead)) return routes;
  const inUse = new Set(
    links.flatMap(({ name, attributes, facts }) =>
      attributes['state'] === 'up' && facts?.noCarrier !== true ? [name] : [],
    ),
  );
  return routes.map((route) => {
    if (!hasDead(route)) return route;
    const nexthops = (route.nexthops ?? []).map(({ dead, ...path }) =>
      dead === true && inUse.has(path.link) ? { ...path, dead } : path,
    );
    return { ...route, nexthops };
  });
}
