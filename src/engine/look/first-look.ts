import {
  type Attributes,
  type Declaration,
  LISTS,
  type Link,
  ON_DEMAND,
  type OnDemandType,
  type PackedRoutes,
} from '../../model/index.ts';
import { parseAddress } from '../../netlink/index.ts';
import type { DeclaredOf } from '../../resources/link/details/link-details.ts';
import { keepsResolvers } from '../../resources/resolver/look.ts';
import type { Kernel } from '../../resources/room.ts';
import type { RoutesSought } from '../../resources/route/near.ts';
import { destinationsOf } from '../../resources/route/packed-destinations.ts';
import { routes } from '../../resources/route/route.ts';
import { EMPTY_RECORD, type StateRecord } from '../record/record.ts';
import { askedBy } from './asked.ts';
import type { Looking } from './looking.ts';
import { othersThan, packedSought } from './packed-sought.ts';
import { linksAround } from './taken-along.ts';
import { goesWithLinks, seenOfLinks } from './wider-look.ts';

/** What the caller of `firstLook` needs. */
export interface Looker {
  /** Types of objects on links and of the machine to observe in any case. */
  readonly types?: readonly OnDemandType[];
  /** Whether the snapshot must contain every declared object. */
  readonly each?: boolean;
  /** Whether the plan will be carried out. If so, the kernel may be asked for single routes by RTM_NEWROUTE, which needs privileges. */
  readonly writes?: boolean;
}

/** What is observed at first. `widen` adds to it in the first look only, as soon as the links are known; later looks do without. */
export interface FirstLook {
  readonly looking: Looking;
  readonly widen: Looking['widen'];
}

/**
 * What to observe before there is a plan.
 * - Neighbours, FDB and MDB entries can be many (dumps contain the learned ones, too), and few configurations have any. A type is observed
 *   only if the configuration or the record has an object of it, or if its policy is `strict`.
 * - There can be a million routes of others. Only those that the plan could depend on are observed.
 * - If very many routes are declared, those that exist as declared are only counted, unless the caller needs each.
 */
export function firstLook(
  kernel: Kernel,
  declaration: Declaration,
  record: StateRecord,
  { types = [], each = false, writes = false }: Looker,
): FirstLook {
  const known = ON_DEMAND.filter(
    (type) =>
      types.includes(type) ||
      // This only reads a directory, which is empty mostly. If there is no record, nothing else tells of clients.
      type === 'client' ||
      declaration[LISTS[type]].length > 0 ||
      record[LISTS[type]].length > 0 ||
      record.owed?.some((item) => item.type === type) === true ||
      declaration.policy?.[LISTS[type]] === 'strict' ||
      (type === 'resolver' && keepsResolvers(kernel)),
  );
  const packed = each ? undefined : packedSought(declaration, record);
  const sought = types.length === 0 ? routesSought(declaration, record, packed?.routes) : undefined;
  return {
    looking: {
      ...{ onDemand: known, asked: askedBy(declaration, record), declared: declaredIn(declaration) },
      ...(sought !== undefined && { routes: sought }),
      ...(packed !== undefined && { packed }),
      // A route of others can precede a declared route that exists.
      ...(each && sought !== undefined && { others: true as const }),
      ...(writes && sought !== undefined && packed === undefined && sparingly(record)),
    },
    // If nothing is ours yet, links are going to be changed.
    widen: record === EMPTY_RECORD && packed === undefined ? widenIn(declaration) : undefined,
  };
}

/** A run that writes may leave out the routes of others and ask the kernel for single routes instead. */
const sparingly = ({ routes: there }: StateRecord): Pick<Looking, 'sparing' | 'own'> => ({
  sparing: true,
  ...(there !== undefined && { own: { there, gone: [] } }),
});

/**
 * A declared device that is missing or down is going to be changed. What could be lost with it is observed at once, which saves planning
 * twice. A link that is down has no IPv4 routes. Whatever else the plan touches is found by `widerFor`, as always.
 */
function widenIn(declaration: Declaration): (looking: Looking, links: readonly Link[]) => Looking {
  const declared = declaration.links.map(({ id }) => id);
  const sources = new Set(declaration.addresses.map(({ item }) => item.address));
  return (looking, links) => {
    const up = new Set(links.flatMap(({ name, attributes: { state } }) => (state === 'up' ? [name] : [])));
    const idle = declared.filter((name) => !up.has(name));
    if (idle.length === 0) return looking;
    const { onDemand, routes, sparing } = looking;
    const wide = {
      ...seenOfLinks(looking),
      onDemand: ON_DEMAND.filter((type) => goesWithLinks(type) || onDemand.includes(type)),
    };
    if (routes === undefined) return wide;
    return {
      ...wide,
      routes: { ...routes, along: { links: linksAround(idle, links), sources } },
      others: true,
      ...(sparing === true && { sparing }),
    };
  };
}

/** The declared attributes by the name of the link. Devices with `match` are left out: it is not known yet which links they are. */
function declaredIn({ links }: Declaration): DeclaredOf {
  let byName: ReadonlyMap<string, Attributes> | undefined;
  return (name) => {
    byName ??= new Map(
      links.flatMap(({ id, setName, match, link }) =>
        match === undefined ? [[setName ?? id, link.attributes] as const] : [],
      ),
    );
    return byName.get(name);
  };
}

/** The largest number of routes to look for one by one. */
const MOST_SOUGHT = 4096;

/** The routes that the plan depends on; undefined: all routes. */
function routesSought(
  { routes: declared, policy, ignore }: Declaration,
  record: StateRecord,
  packed: PackedRoutes | undefined,
): RoutesSought | undefined {
  if (ignore !== undefined || policy?.routes === 'strict') return undefined;
  if (declared.length - (packed?.places.length ?? 0) > MOST_SOUGHT) return undefined;
  const items = (packed === undefined ? declared : othersThan(packed, declared)).map(({ item }) => item);
  const theirs = [...Object.values(record.replaced), ...(record.owed ?? [])].filter(
    (item) => item.type === 'route',
  );
  const destinations = new Set(
    [...items, ...theirs].map(({ to }) => parseAddress(to.slice(0, to.indexOf('/')))),
  );
  return {
    keys: new Set(items.map(routes.key)),
    destinations: packed === undefined ? destinations : destinationsOf(packed, destinations),
  };
}
