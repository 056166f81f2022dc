import type { Address, OnLink, Problem, Route } from '../model/index.ts';
import { ownText } from '../resources/address/terms.ts';
import type { Wanted } from '../resources/room.ts';
import { linksOf } from '../resources/route/paths.ts';
import { routes } from '../resources/route/route.ts';
import type { World } from '../resources/world.ts';

/** Objects on a link that could not be planned have been complained about with the link. */
export function onLinksThere<T extends Address | OnLink | Route>(
  wanted: readonly Wanted<T>[],
  world: World,
): Wanted<T>[] {
  return wanted.filter(({ item }) => {
    const links = item.type === 'route' ? linksOf(item) : [item.link];
    return links.every((link) => world.links.has(link));
  });
}

/** The routes that the kernel would take in this world, and why it would not take the others; `leaving` addresses do not count. */
export function feasibleRoutes(
  wanted: readonly Wanted<Route>[],
  world: World,
  leaving: readonly Address[],
): { possible: Wanted<Route>[]; problems: Problem[] } {
  const going = new Set(leaving);
  const sources = new Set([...world.addresses.values()].flatMap((a) => (going.has(a) ? [] : [a.address])));
  const possible: Wanted<Route>[] = [];
  const problems: Problem[] = [];
  for (const w of wanted) {
    const problem = linkDown(w, world) ?? sourceMissing(w, sources, world) ?? sourceTentative(w, world);
    if (problem === undefined) possible.push(w);
    else problems.push(problem);
  }
  return { possible, problems };
}

/** A route needs its link up ("Network is down"); one on a link that is down by wish waits for it. */
function linkDown({ item, source }: Wanted<Route>, world: World): Problem | undefined {
  const down = linksOf(item).filter((link) => world.links.get(link)?.attributes['state'] === 'down');
  if (down.length === 0) return undefined;
  return {
    code: 'link-down',
    severity: 'warning',
    message: `${routes.name(routes.normal(item))} waits until ${down.join(', ')} is up`,
    source,
  };
}

/** A new route's preferred source must be an address of the machine (fib_valid_prefsrc, ip6_route_info_create). */
function sourceMissing(
  { item, source, places }: Wanted<Route>,
  sources: ReadonlySet<string>,
  world: World,
): Problem | undefined {
  if (item.from == null || sources.has(item.from)) return undefined;
  // One that is there already has nothing to ask for.
  if (world.routes.get(routes.key(item))?.from === item.from) return undefined;
  return {
    code: 'source-missing',
    severity: 'error',
    message: `${routes.name(routes.normal(item))} is left out: ${item.from} is no address of this machine`,
    hint: 'declare the address, or leave "from" out',
    source: places['from'] ?? source,
  };
}

/** ip6_route_info_create takes no source that is tentative, and without a carrier it stays so (addrconf_dad_kick). */
function sourceTentative({ item, source, places }: Wanted<Route>, world: World): Problem | undefined {
  if (item.family !== 6 || item.from == null || world.routes.has(routes.key(item))) return undefined;
  const owners = world.addresses.where(ownText, item.from);
  const waiting = owners.filter(
    ([, { link, tentative }]) => tentative === true && world.links.get(link)?.facts?.noCarrier === true,
  );
  if (owners.length === 0 || waiting.length < owners.length) return undefined;
  return {
    code: 'no-carrier',
    severity: 'warning',
    message: `${routes.name(routes.normal(item))} waits until ${waiting.map(([, { link }]) => link).join(', ')} has a carrier: before that ${item.from} cannot be used`,
    source: places['from'] ?? source,
  };
}

/** A gateway must be reachable when its route comes: routes without one first (fib_check_nh, ip6_route_check_nh). */
export function inGatewayOrder(wanted: readonly Wanted<Route>[]): Wanted<Route>[] {
  const direct = wanted.filter((w) => w.item.via == null);
  return direct.length === wanted.length || direct.length === 0
    ? [...wanted]
    : [...direct, ...wanted.filter((w) => w.item.via != null)];
}
