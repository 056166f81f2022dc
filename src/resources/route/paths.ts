import type { Nexthop, Route } from '../../model/index.ts';

/** The links a route leads out of: one, none, or those of its paths. */
export function linksOf(route: Route): string[] {
  const paths = route.nexthops?.map((hop) => hop.link) ?? [];
  return route.link == null ? paths : [route.link, ...paths];
}

/**
 * Whether a route needs its links to be up. One of scope host can be made on a link that is down, and stays when it
 * goes down (fib_create_info, fib_sync_down_dev).
 */
export const needsUp = ({ family, kind, scope, nexthops, nexthopId }: Route): boolean =>
  family === 6 ||
  nexthops !== undefined ||
  nexthopId !== undefined ||
  (scope ?? (kind === 'local' ? 'host' : 'link')) !== 'host';

/**
 * The links on which IPv6 must be enabled for a route to be made: all links of an IPv6 route, otherwise those with an
 * IPv6 gateway (fib_check_nh_v6_gw).
 */
export function linksWithIpv6(route: Route): readonly string[] {
  if (route.family === 6) return linksOf(route);
  const paths = [route, ...(route.nexthops ?? [])];
  return paths.flatMap(({ via, link }) => (link != null && via?.includes(':') === true ? [link] : []));
}

/**
 * The links to which a route's encapsulation refers. The route stays when they are removed, but refers to their
 * indexes.
 */
export const encapLinksOf = ({ encapLinks = [] }: Route): readonly string[] => encapLinks;

/** The preferred source of a route, if any. */
export function sourceOf(route: Route): string[] {
  return route.from == null ? [] : [route.from];
}

/** The route without the paths over a link; undefined if none is left. */
export function withoutLink(route: Route, link: string): Route | undefined {
  return withPaths(
    route,
    (route.nexthops ?? []).filter((hop) => hop.link !== link),
  );
}

/** The route with these paths; undefined if there are none. With one path it is a simple route, as the kernel has it. */
export function withPaths(route: Route, paths: readonly Nexthop[]): Route | undefined {
  const [first, second] = paths;
  if (first === undefined) return undefined;
  return second === undefined ? single(route, first) : { ...route, nexthops: paths };
}

function single({ nexthops: _, ...route }: Route, { via, link, onLink }: Nexthop): Route {
  return { ...route, via, link, onLink };
}

/** Whether a route, or one of its paths, leads to a gateway. */
export const hasGateway = ({ via, nexthops }: Route): boolean =>
  via != null || nexthops?.some((hop) => hop.via !== null) === true;
