import type { Nexthop, Route } from '../../model/index.ts';

/** The links a route leads out of: one, none, or those of its paths. */
export function linksOf(route: Route): string[] {
  const paths = route.nexthops?.map((hop) => hop.link) ?? [];
  return route.link == null ? paths : [route.link, ...paths];
}

/** The links that a route's encapsulation names: that they go does not concern the route, but it has their numbers. */
export const encapLinksOf = ({ encapLinks = [] }: Route): readonly string[] => encapLinks;

/** The source a route prefers, if any. */
export function sourceOf(route: Route): string[] {
  return route.from == null ? [] : [route.from];
}

/** The route with the paths over one link taken out; undefined when none is left. */
export function withoutLink(route: Route, link: string): Route | undefined {
  const left = (route.nexthops ?? []).filter((hop) => hop.link !== link);
  const [first, second] = left;
  if (first === undefined) return undefined;
  if (second !== undefined) return { ...route, nexthops: left };
  return single(route, first);
}

function single({ nexthops: _, ...route }: Route, { via, link, onLink }: Nexthop): Route {
  return { ...route, via, link, onLink };
}
