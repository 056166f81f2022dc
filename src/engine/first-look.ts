import {
  type Attributes,
  type Declaration,
  LISTS,
  type Link,
  ON_LINK,
  type OnLinkType,
  type PackedRoutes,
} from '../model/index.ts';
import { parseAddress } from '../netlink/index.ts';
import type { DeclaredOf } from '../resources/link/details.ts';
import { keepsResolvers } from '../resources/resolver/look.ts';
import type { Kernel } from '../resources/room.ts';
import type { RoutesSought } from '../resources/route/near.ts';
import { destinationsOf } from '../resources/route/packed-destinations.ts';
import { routes } from '../resources/route/route.ts';
import { askedBy } from './asked.ts';
import type { Looking } from './looking.ts';
import { othersThan, packedSought } from './packed-sought.ts';
import { EMPTY_RECORD, type StateRecord } from './record.ts';
import { linksAround } from './taken-along.ts';
import { seenOfLinks } from './wider-look.ts';

/** Who looks, and what for. */
export interface Looker {
  /** Types of what stands on links that are looked at in any case. */
  readonly types?: readonly OnLinkType[];
  /** Every declared object is to be among what is seen. */
  readonly each?: boolean;
  /** The plan is to be carried out, so that the kernel may be asked in the way of those who make routes. */
  readonly writes?: boolean;
}

/** What is looked at again later, and how much wider than that the first look is, when it is known which links there are. */
export interface FirstLook {
  readonly looking: Looking;
  readonly widen: Looking['widen'];
}

/**
 * What is looked at before there is a plan. Neighbours and entries of forwarding databases may be many (what was learned is in
 * the same dumps), and few configurations have any: a type is looked at when the configuration or the record has one of it, or
 * the policy asks for others'. Others' routes may be a million: of these, those are looked at that the plan could ask for.
 * Of many declared routes those that are as declared are counted rather than kept, unless it is to be told of each.
 */
export function firstLook(
  kernel: Kernel,
  declaration: Declaration,
  record: StateRecord,
  { types = [], each = false, writes = false }: Looker,
): FirstLook {
  const known = ON_LINK.filter(
    (type) =>
      types.includes(type) ||
      // A look into a directory, mostly empty; without the record there is nothing else that tells.
      type === 'client' ||
      declaration[LISTS[type]].length > 0 ||
      record[LISTS[type]].length > 0 ||
      declaration.policy?.[LISTS[type]] === 'strict' ||
      (type === 'resolver' && keepsResolvers(kernel)),
  );
  const packed = each ? undefined : packedSought(declaration, record);
  const sought = types.length === 0 ? routesSought(declaration, record, packed?.routes) : undefined;
  return {
    looking: {
      ...{ onLink: known, asked: askedBy(declaration, record), declared: declaredIn(declaration) },
      ...(sought !== undefined && { routes: sought }),
      ...(packed !== undefined && { packed }),
      // One of others may stand in front of a declared route that is there.
      ...(each && sought !== undefined && { others: true as const }),
      ...(writes && sought !== undefined && packed === undefined && sparingly(record)),
    },
    // Where nothing is ours yet, links are about to change.
    widen: record === EMPTY_RECORD && packed === undefined ? widenIn(declaration) : undefined,
  };
}

/** Who writes may ask the kernel of single routes. */
const sparingly = ({ routes: there }: StateRecord): Pick<Looking, 'sparing' | 'own'> => ({
  sparing: true,
  ...(there !== undefined && { own: { there, gone: [] } }),
});

/**
 * A declared device that is down, or not there, is about to be changed: what could go along is looked at without planning before.
 * Of IPv4 routes there are none; whatever else the plan touches is looked at as everywhere.
 */
function widenIn(declaration: Declaration): (looking: Looking, links: readonly Link[]) => Looking {
  const declared = declaration.links.map(({ id }) => id);
  const sources = new Set(declaration.addresses.map(({ item }) => item.address));
  return (looking, links) => {
    const up = new Set(links.flatMap(({ name, attributes: { state } }) => (state === 'up' ? [name] : [])));
    const idle = declared.filter((name) => !up.has(name));
    if (idle.length === 0) return looking;
    const { onLink, routes, sparing } = looking;
    const wide = {
      ...seenOfLinks(looking),
      onLink: ON_LINK.filter((type) => type !== 'resolver' || onLink.includes(type)),
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

/** What is declared of links by the names that they have, or are to have; which others a pattern matches is not known yet. */
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

/** So many routes at most are looked for one by one. */
const MOST_SOUGHT = 4096;

/** The routes that a plan will ask for; undefined when it asks for all that there are. */
function routesSought(
  { routes: declared, policy, ignore }: Declaration,
  record: StateRecord,
  packed: PackedRoutes | undefined,
): RoutesSought | undefined {
  if (ignore !== undefined || policy?.routes === 'strict') return undefined;
  if (declared.length - (packed?.places.length ?? 0) > MOST_SOUGHT) return undefined;
  const items = (packed === undefined ? declared : othersThan(packed, declared)).map(({ item }) => item);
  const replaced = Object.values(record.replaced).filter((item) => item.type === 'route');
  const destinations = new Set(
    [...items, ...replaced].map(({ to }) => parseAddress(to.slice(0, to.indexOf('/')))),
  );
  return {
    keys: new Set(items.map(routes.key)),
    destinations: packed === undefined ? destinations : destinationsOf(packed, destinations),
  };
}
