import type { Route, Step } from '../../model/index.ts';
import { routes } from '../../resources/route/route.ts';
import { lostKey, nthKey, sharedKeys, type World } from '../../resources/world.ts';

// Routes with the same destination, table and metric (and thereby the same key): the kernel keeps several if they are appended or
// prepended (ip route append, prepend), and uses the first. The second one and further ones have numbered keys (`nthKey`).

type Live = ReadonlyMap<string, Route>;

type Lost = World['lost'];

/**
 * Finds the key of the live route that corresponds to a declared one or that it replaces. A route that a planned step removes as
 * a side effect keeps its key.
 */
export function findRoutes(
  live: Live,
  _: readonly Route[],
  lost: Lost,
): (wanted: Route) => string | undefined {
  const shared = new Set([...sharedKeys(live), ...sharedByLost(lost)]);
  // No key is shared: each route can only correspond to the one with its own key.
  if (shared.size === 0) return routes.key;
  return (wanted) => {
    const key = routes.key(wanted);
    return shared.has(key)
      ? closest(routes.normal(wanted), key, live, lost)
      : live.has(key)
        ? key
        : undefined;
  };
}

/** The keys that lost routes share with others. */
function sharedByLost(lost: Lost): ReadonlySet<string> {
  const second = nthKey('', 2);
  const shared = new Set<string>();
  lost.forEach(({ item, key }) => {
    if (item.type === 'route' && key.endsWith(second)) shared.add(key.slice(0, -second.length));
  });
  return shared;
}

/** Of several routes with one key the equal one, else the first, which NLM_F_REPLACE replaces (fib_table_insert). */
function closest(wanted: Route, key: string, live: Live, lost: Lost): string | undefined {
  let first: string | undefined;
  for (let nth = 1; ; nth++) {
    const at = nthKey(key, nth);
    const there = live.get(at);
    const found = there ?? lost.get(lostKey('route', at))?.item;
    if (found?.type !== 'route') {
      if (nth > 1) return first;
      continue;
    }
    if (routes.differences(wanted, found).length === 0) return at;
    if (there !== undefined) first ??= at;
  }
}

/**
 * The live route that corresponds to an earlier automatic one (of router advertisements, a DHCP client or the kernel): their
 * makers add them again beside what replaced them, with attributes that may differ a little. Undefined if there is none, or the
 * route is not automatic.
 */
export function madeAgain(route: Route, live: Live): Route | undefined {
  if (!routes.automatic(route)) return undefined;
  const key = routes.key(route);
  for (let nth = 1; ; nth++) {
    const there = live.get(nthKey(key, nth));
    if (there === undefined && nth > 1) return undefined;
    if (there !== undefined && there.protocol === route.protocol && sameWay(there, route)) return there;
  }
}

const sameWay = (a: Route, b: Route): boolean => a.via === b.via && a.link === b.link;

/**
 * Like `findRoutes`, for routes of an earlier snapshot: if several share a key, each gets another live route, or a new numbered
 * key.
 */
export function findAlike(
  live: Live,
  wanted: readonly Route[],
  lost: Lost,
): (wanted: Route) => string | undefined {
  const find = findRoutes(live, wanted, lost);
  const keys = new Map<Route, string>();
  for (const [key, alike] of sharing(wanted)) assign(key, alike, live, keys);
  return keys.size === 0 ? find : (route) => keys.get(route) ?? find(route);
}

/** Groups of routes that share a key. */
function sharing(wanted: readonly Route[]): readonly (readonly [string, readonly Route[]])[] {
  const byKey = new Map<string, Route | Route[]>();
  for (const route of wanted) {
    const key = routes.key(route);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, route);
    else if (Array.isArray(known)) known.push(route);
    else byKey.set(key, [known, route]);
  }
  return [...byKey].flatMap(([key, alike]) => (Array.isArray(alike) ? [[key, alike] as const] : []));
}

function assign(key: string, alike: readonly Route[], live: Live, keys: Map<Route, string>): void {
  const free = new Set<string>();
  for (let nth = 1; nth === 1 || live.has(nthKey(key, nth)); nth++) free.add(nthKey(key, nth));
  const taken = free.size;
  for (const route of alike) {
    for (const at of free) {
      const found = live.get(at);
      if (found === undefined || routes.differences(routes.normal(route), found).length > 0) continue;
      keys.set(route, at);
      free.delete(at);
      break;
    }
  }
  const last = alike.findLastIndex((route) => keys.has(route));
  let [front, end] = [0, taken + 1];
  alike.forEach((route, at) => {
    if (keys.has(route)) return;
    // The first live route can be replaced in place.
    if (at === 0 && free.has(key)) keys.set(route, key);
    else if (at < last) keys.set(route, nthKey(key, front--));
    else keys.set(route, nthKey(key, end++));
  });
}

/**
 * The step that creates a route; it says where the route goes if others have the same key.
 * @param key the key under which it is planned
 * @param wasLost whether a planned step removed it, though perhaps not the routes behind it
 */
export function besideAlike(
  step: Step,
  key: string,
  live: ReadonlyMap<string, unknown>,
  wasLost: boolean,
): Step {
  if (step.kind !== 'route') return step;
  if (key !== step.key) {
    const isInFront = /#(?:0|-\d+)$/.test(key);
    return { ...step, key, beside: isInFront ? 'before' : 'behind' };
  }
  return wasLost && live.has(nthKey(key, 2)) ? { ...step, beside: 'before' } : step;
}
