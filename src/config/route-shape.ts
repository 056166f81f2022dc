import type { RouteType } from '../model/route.ts';
import type { SaidPath } from './draft.ts';
import { childOf, type Node, type Span } from './node.ts';
import type { Reporter } from './reporter.ts';
import type { Definitions } from './schema/definitions.ts';

type Entry = Definitions['route'];

/** The place of a route in the file. */
export interface RouteSite {
  readonly node: Node;
  readonly list: Span | undefined;
  readonly reporter: Reporter;
}

/** Types that discard packets: the kernel stores no device for them. */
export const LINKLESS: ReadonlySet<RouteType> = new Set(['blackhole', 'unreachable', 'prohibit', 'throw']);

interface Misfit {
  readonly key: keyof Entry | undefined;
  readonly message: string;
  readonly hint?: string;
}

/**
 * Checks that a route's members fit together, by the rules of fib_create_info and fib_check_nh
 * (net/ipv4/fib_semantics.c). Returns false after reporting an error.
 */
export function checkRouteShape(entry: Entry, family: 4 | 6, { node, list, reporter }: RouteSite): boolean {
  const misfit = misfitOf(entry, family);
  if (misfit !== undefined) {
    const span: Span = (misfit.key === undefined ? undefined : childOf(node, misfit.key)) ?? node;
    const code = misfit.key === undefined ? 'missing-key' : 'conflict';
    reporter.error(code, span, misfit.message, { hint: misfit.hint, list });
    return false;
  }
  if (family === 6 && entry.scope !== undefined) {
    const message = '"scope" has no meaning for an IPv6 route and is left out';
    reporter.warning('no-effect', childOf(node, 'scope') ?? node, message, { list });
  }
  return true;
}

function misfitOf(entry: Entry, family: 4 | 6): Misfit | undefined {
  const type = entry.type ?? 'unicast';
  if (entry.nexthops !== undefined) return misfitOfPaths(entry, family);
  if (LINKLESS.has(type)) {
    const key = entry.via !== undefined ? 'via' : entry['on-link'] ? 'on-link' : undefined;
    return key && { key, message: `a ${type} route has no gateway: "${key}" does not belong here` };
  }
  if (entry.via === undefined) {
    if (entry['on-link'])
      return { key: 'on-link', message: '"on-link" is about the gateway, but there is no "via"' };
    if (type === 'unicast' && entry.scope === 'global') {
      const hint = 'leave "scope" out for a destination on the link';
      return { key: undefined, message: 'a global unicast route needs "via"', hint };
    }
    return undefined;
  }
  if (family === 4 && type === 'local') return { key: 'via', message: 'a local route has no gateway' };
  if (family === 4 && (entry.scope === 'link' || entry.scope === 'host')) {
    return { key: 'scope', message: `a route of scope ${entry.scope} has no gateway, but "via" is given` };
  }
  return undefined;
}

function misfitOfPaths(entry: Entry, family: 4 | 6): Misfit | undefined {
  const { type = 'unicast', scope } = entry;
  const key = entry.via !== undefined ? 'via' : entry['on-link'] !== undefined ? 'on-link' : undefined;
  if (key !== undefined)
    return { key, message: `each path has its own "${key}": it does not belong beside "nexthops"` };
  if (type !== 'unicast')
    return { key: 'nexthops', message: `a ${type} route has no paths: "nexthops" does not belong here` };
  // fib_check_nh_v4_gw and fib_create_info: "Nexthop has invalid scope", "… can not have multiple nexthops".
  if (family === 4 && (scope === 'link' || scope === 'host'))
    return { key: 'scope', message: `a route of scope ${scope} has no paths, but "nexthops" is given` };
  return undefined;
}

/**
 * Checks that paths fit to the family of the route: an IPv6 route has several paths only if each has a gateway
 * (ip6_route_multipath_add). Returns false after reporting an error.
 */
export function checkPathsShape(
  paths: readonly SaidPath[],
  family: 4 | 6,
  { list, reporter }: RouteSite,
): boolean {
  let fits = true;
  for (const { gateway, node } of paths) {
    if (gateway === undefined) {
      if (family === 4 || paths.length === 1) continue;
      const message = 'each path of an IPv6 route needs "via" if there are several';
      reporter.error('missing-key', node, message, { list });
    } else {
      // An IPv4 route can lead to an IPv6 gateway (RTA_VIA), but not the other way round (rtm_to_fib6_config).
      if (gateway.family === family || family === 4) continue;
      const message = `"via" is an IPv${gateway.family} address, but "to" is IPv${family}`;
      reporter.error('family-mismatch', childOf(node, 'via') ?? node, message, { list });
    }
    fits = false;
  }
  return fits;
}
