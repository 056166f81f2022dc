import {
  type Declared,
  type Nexthop,
  type PackedSeen,
  type Problem,
  type Route,
  SEEN,
} from '../../model/index.ts';
import type { Wanted } from '../../resources/room.ts';
import { withPaths } from '../../resources/route/paths.ts';
import { routes } from '../../resources/route/route.ts';
import { areAllThere } from '../../resources/route/see-packed.ts';
import { isNew } from './new-routes.ts';
import { type NamesOf, remembering } from './remembering.ts';
import { onLink, wanted } from './wanted.ts';

interface ResolvedRoutes {
  readonly wanted: readonly Wanted<Route>[];
  /** Keys of routes whose device is missing. */
  readonly absent: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/** The declared routes on the links of their devices, without packed ones that exist as declared or are simply created. */
export const resolveRoutes = remembering(resolveEach);

/** If a device has several links, a route leads over the first: the kernel has one place for each destination and metric. */
function resolveEach(
  declared: readonly Declared<Route>[],
  names: NamesOf,
  seen: PackedSeen | undefined,
): ResolvedRoutes {
  const found: Wanted<Route>[] = [];
  const absent = new Set<string>();
  const problems: Problem[] = [];
  const done = seen && placesDone(seen, declared.length);
  const take = (d: Declared<Route>): void => {
    if (d.item.nexthops !== undefined) {
      const there = overPaths(d, d.item.nexthops, names, problems);
      if (there === undefined) absent.add(routes.key(d.item));
      else found.push(there);
      return;
    }
    const links = d.item.link == null ? undefined : names.get(d.on);
    const first = links?.[0];
    if (d.item.link == null) found.push(wanted(d, d.item));
    else if (links === undefined || first === undefined) absent.add(routes.key(d.item));
    else {
      if (links.length > 1) problems.push(onSeveralLinks(d, links, first));
      found.push(onLink(d, first));
    }
  };
  if (done === undefined) declared.forEach(take);
  else {
    for (let place = done.indexOf(0); place >= 0; place = done.indexOf(0, place + 1)) {
      const d = declared[place];
      if (d !== undefined) take(d);
    }
  }
  return { wanted: found, absent, problems };
}

/** For each declared route, whether it needs no object: it exists as declared, or it is new. */
function placesDone(seen: PackedSeen, count: number): Uint8Array {
  const done = new Uint8Array(count);
  const { places } = seen.routes;
  if (places.length === count && areAllThere(seen)) return done.fill(1);
  for (let at = 0; at < places.length; at += 1) {
    if (seen.states[at] === SEEN.AS_DECLARED || isNew(seen, at)) done[places[at] ?? 0] = 1;
  }
  return done;
}

/**
 * A route with the paths whose devices are there, since the others can still be used; the next run completes it. Undefined if there is
 * no such path.
 */
function overPaths(
  declared: Declared<Route>,
  hops: readonly Nexthop[],
  names: NamesOf,
  problems: Problem[],
): Wanted<Route> | undefined {
  const there: Nexthop[] = [];
  const missing = new Set<string>();
  for (const hop of hops) {
    const links = names.get(hop.link);
    const first = links?.[0];
    if (links === undefined || first === undefined) missing.add(hop.link);
    else {
      if (links.length > 1) problems.push(onSeveralLinks({ ...declared, on: hop.link }, links, first));
      there.push({ ...hop, link: first });
    }
  }
  const item = withPaths(declared.item, there);
  if (item === undefined) return undefined;
  const made = wanted(declared, item);
  if (missing.size > 0)
    problems.push({
      code: 'path-down',
      severity: 'warning',
      message: `${routes.name(routes.normal(item))} is without its path over ${[...missing].join(', ')}, which is missing`,
      source: declared.places?.['nexthops'] ?? declared.source,
    });
  return made;
}

const onSeveralLinks = (
  { item, on, source }: Declared<Route>,
  links: readonly string[],
  first: string,
): Problem => ({
  code: 'route-on-several-links',
  severity: 'error',
  message: `the route to ${item.to} can lead over one link only, but ${on} stands for ${links.join(', ')}: it is put on ${first}`,
  hint: 'make "match" say which one is meant, or declare the route on a device of its own',
  source,
});
