import type { Address, OnLink, Problem, Route } from '../../model/index.ts';
import { isDown } from '../../resources/link/state.ts';
import type { Wanted } from '../../resources/room.ts';
import { hasGateway, linksOf, needsUp, withoutLink, withPaths } from '../../resources/route/paths.ts';
import { routes } from '../../resources/route/route.ts';
import type { World } from '../../resources/world.ts';
import { liveAsWanted } from '../objects/as-wanted.ts';
import { hasCarrier } from './carrier.ts';
import { type Sources, uselessText } from './source-addresses.ts';

/** The wanted objects whose links exist. The others need no problem of their own: there is one about the link. */
export function onLinksThere<T extends Address | OnLink | Route>(
  wanted: readonly Wanted<T>[],
  world: World,
): Wanted<T>[] {
  const { links } = world;
  return wanted.flatMap((one): Wanted<T>[] => {
    const { item, source } = one;
    if (item.type !== 'route') return links.has(item.link) ? [one] : [];
    if (item.nexthops === undefined) return item.link == null || links.has(item.link) ? [one] : [];
    const paths = item.nexthops.filter(({ link }) => links.has(link));
    if (paths.length === item.nexthops.length) return [one];
    // A declared route comes without these paths; one that is restored must be as it was.
    const left = source === null ? undefined : withPaths(item, paths);
    // Safe: it is a route like the item.
    return left === undefined ? [] : [{ ...one, item: left as T }];
  });
}

/**
 * The wanted routes that the kernel would accept in this state, and a problem for each of the others.
 * @param optional names of links that may lack a carrier without an error
 */
export function feasibleRoutes(
  wanted: readonly Wanted<Route>[],
  world: World,
  sources: Sources,
  optional: ReadonlySet<string> = new Set(),
): { possible: Wanted<Route>[]; problems: Problem[] } {
  const possible: Wanted<Route>[] = [];
  const problems: Problem[] = [];
  wanted.forEach((whole) => {
    const w = withoutDeadPaths(whole, world);
    if (w !== whole) problems.push(pathsDown(whole, world));
    const problem = linkDown(w, world) ?? noCarrier(w, world) ?? noSource(w, world, sources, optional);
    if (problem === undefined) possible.push(w);
    else problems.push(problem);
  });
  return { possible, problems };
}

/**
 * Most routes can only be added while their link is up (ENETDOWN, "Network is down"); one on a link that stays down waits for it.
 * A live multipath route keeps existing when some of its links go down (fib_sync_down_dev, fib6_ifdown).
 */
function linkDown({ item, source }: Wanted<Route>, world: World): Problem | undefined {
  if (item.nexthops === undefined && (item.link == null || !isDown(item.link, world))) return undefined;
  if (!needsUp(item)) return undefined;
  const down = linksOf(item).filter((link) => isDown(link, world));
  if (down.length === 0) return undefined;
  if (liveAsWanted(item, world) !== undefined) return undefined;
  return {
    code: 'link-down',
    severity: 'warning',
    message: `${routes.name(routes.normal(item))} waits until ${down.join(', ')} is up`,
    source,
  };
}

/**
 * A multipath route without the paths over links that are down: with them the kernel would refuse the whole route. A declared one
 * is completed by the next run after they are up.
 */
function withoutDeadPaths(wanted: Wanted<Route>, world: World): Wanted<Route> {
  const { item } = wanted;
  if (item.nexthops === undefined || item.nexthopId !== undefined) return wanted;
  const down = linksOf(item).filter((link) => isDown(link, world));
  if (down.length === 0 || liveAsWanted(item, world) !== undefined) return wanted;
  const left = down.reduce<Route | undefined>((route, link) => route && withoutLink(route, link), item);
  return left === undefined ? wanted : { ...wanted, item: left };
}

function pathsDown({ item, source }: Wanted<Route>, world: World): Problem {
  const down = new Set(linksOf(item).filter((link) => isDown(link, world)));
  return {
    code: 'path-down',
    severity: 'warning',
    message: `${routes.name(routes.normal(item))} is ${source === null ? 'put back' : 'set'} without its path over ${[...down].join(', ')}, which is down`,
    source,
  };
}

/**
 * A nexthop object was deleted with its link; it can only be created again if the link has a carrier (rtm_to_nh_config:
 * ENETDOWN).
 */
function noCarrier({ item, source }: Wanted<Route>, world: World): Problem | undefined {
  if (source !== null || item.nexthopId === undefined) return undefined;
  const without = linksOf(item).filter((link) => !hasCarrier(link, world));
  if (without.length === 0 || liveAsWanted(item, world) !== undefined) return undefined;
  return {
    code: 'no-carrier',
    severity: 'warning',
    message: `${routes.name(routes.normal(item))} is not put back: nexthop objects need a carrier, and there is none on ${without.join(', ')}`,
    source,
  };
}

/** The preferred source of a new route must be an address of the machine (fib_valid_prefsrc, ip6_route_info_create). */
function noSource(
  { item, source, places }: Wanted<Route>,
  world: World,
  sources: Sources,
  optional: ReadonlySet<string>,
): Problem | undefined {
  if (item.from == null) return undefined;
  // The kernel has already accepted the source of a live route.
  if (world.routes.get(routes.key(item))?.from === item.from) return undefined;
  const name = routes.name(routes.normal(item));
  const place = places['from'] ?? source;
  if (!sources.has(item.from)) {
    return {
      code: 'source-missing',
      severity: 'error',
      message: `${name} is left out: ${item.from} is not an address of this machine`,
      hint: 'declare the address, or leave "from" out',
      source: place,
    };
  }
  if (!sources.suits(item.from, item.table)) {
    return {
      code: 'source-missing',
      severity: 'error',
      message: `${name} is left out: ${item.from} is an address of a VRF with another table`,
      hint: 'move the route to the table of that VRF, or leave "from" out',
      source: place,
    };
  }
  const useless = sources.useless(item.from);
  // A route that is restored is tried in any case, and the kernel decides: it must not be left out without a failure.
  if (useless === undefined || source === null) return undefined;
  return {
    code: useless.why === 'carrier' ? 'no-carrier' : 'source-duplicate',
    severity: useless.why === 'carrier' && optional.has(useless.link) ? 'warning' : 'error',
    message: `${name} is left out: ${uselessText(item.from, useless)}`,
    ...(useless.why === 'carrier' && {
      hint: 'plug the cable in, or give the link a port, and run again; with "optional: true" it is no error',
    }),
    source: place,
  };
}

/**
 * Routes without a gateway first: a gateway must be reachable when a route over it is added (fib_check_nh, ip6_route_check_nh).
 */
export function inGatewayOrder(wanted: readonly Wanted<Route>[]): readonly Wanted<Route>[] {
  const direct = wanted.filter((w) => !hasGateway(w.item));
  return direct.length === wanted.length || direct.length === 0
    ? wanted
    : [...direct, ...wanted.filter((w) => hasGateway(w.item))];
}
