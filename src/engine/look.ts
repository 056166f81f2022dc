import {
  type Attributes,
  type Declaration,
  hasRuns,
  LISTS,
  type Link,
  ON_LINK,
  type OnLinkType,
  type PackedRoutes,
  type Plan,
  type Route,
  type Snapshot,
  stepsBesideRuns,
} from '../model/index.ts';
import { parseAddress } from '../netlink/index.ts';
import { linkOf } from '../resources/address/terms.ts';
import { changesAlone, type DeclaredOf } from '../resources/link/details.ts';
import { keepsResolvers } from '../resources/resolver/look.ts';
import type { Kernel } from '../resources/room.ts';
import type { RoutesSought } from '../resources/route/near.ts';
import { destinationsOf } from '../resources/route/packed-destinations.ts';
import { areFree } from '../resources/route/probe.ts';
import { routes } from '../resources/route/route.ts';
import type { World } from '../resources/world.ts';
import { askedBy, askedIn } from './asked.ts';
import { madeBesideOthers } from './beside-others.ts';
import { withCovering } from './covering.ts';
import { observe, type Seen, see } from './kernel.ts';
import type { LinkPlanOptions } from './link-context.ts';
import type { Looking, OwnRoutes } from './looking.ts';
import { othersThan, packedSought } from './packed-sought.ts';
import { type Foreseen, foresee } from './plan.ts';
import { EMPTY_RECORD, type StateRecord } from './record.ts';
import { withSettingsOfGone } from './settings-of-gone.ts';
import { linksAround, type TakenAlong, takenAlong } from './taken-along.ts';
import { endThatDecides } from './tunnel-mtu.ts';

/** A plan, and the state that it announces. */
type Outlook = Pick<Foreseen, 'plan' | 'after'>;

export interface Looked extends Foreseen {
  readonly snapshot: Snapshot;
  /** What is to be looked at once it is done. */
  readonly looking: Looking;
  /** Looks at the routes that cover these addresses as well, and plans anew; there where not all routes have been looked at. */
  readonly towards?: (addresses: Iterable<string>) => Promise<Looked>;
}

/**
 * Observes and plans. Neighbours and entries of forwarding databases may be many (what was learned is in the same dumps),
 * and few configurations have any: a type is looked at when the configuration or the record has one of it, or the policy
 * asks for others'. Others' routes may be a million: of these, those are looked at that the plan could ask for. When there
 * turns out to be a step that could take those of others along, what stands on links is looked at anew and planned with, and
 * of routes those that could go.
 * Of many declared routes those that are as declared are counted rather than kept, unless it is to be told of each.
 * @param types which of them are looked at in any case
 * @param how `each`: every declared object is to be among what was seen; `writes`: the plan is to be carried out, so that
 *   the kernel may be asked in the way of those who make routes
 */
export async function lookAndPlan(
  kernel: Kernel,
  declaration: Declaration,
  record: StateRecord,
  options: LinkPlanOptions,
  types: readonly OnLinkType[] = [],
  { each = false, writes = false }: { readonly each?: boolean; readonly writes?: boolean } = {},
): Promise<Looked> {
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
  const asked = askedBy(declaration, record);
  const packed = each ? undefined : packedSought(declaration, record);
  const sought = types.length === 0 ? routesSought(declaration, record, packed?.routes) : undefined;
  const plan = (snapshot: Snapshot): Foreseen => foresee(declaration, snapshot, record, options);
  const looking: Looking = {
    ...{ onLink: known, asked, declared: declaredIn(declaration) },
    ...(sought !== undefined && { routes: sought }),
    ...(packed !== undefined && { packed }),
    ...(writes && sought !== undefined && packed === undefined && sparingly(record)),
  };
  // Where nothing is ours yet, links are about to change.
  const widen = record === EMPTY_RECORD && packed === undefined ? widenIn(declaration) : undefined;
  const found = await lookAsWidely(kernel, widen === undefined ? looking : { ...looking, widen }, plan);
  const { planned, snapshot, crowded, looking: seen } = found;
  // What was looked at in vain, which may be a million routes of others, is not looked at again.
  const later = disturbs(planned.plan) ? seen : looking;
  const looked = { snapshot, looking: lookingAfter(planned, later, crowded) };
  if (isWhole(seen)) return { ...looked, ...planned };
  return {
    ...looked,
    ...planned,
    async towards(addresses) {
      const wide = lookingTowards(addresses, seen);
      const snapshot = await observe(kernel, wide);
      return { snapshot, looking: wide, ...plan(snapshot) };
    },
  };
}

/** Who writes may ask the kernel of single routes. */
const sparingly = ({ routes: there }: StateRecord): Pick<Looking, 'sparing' | 'own'> => ({
  sparing: true,
  ...(there !== undefined && { own: { there, gone: [] } }),
});

/** How to look once a plan is carried out: which IPv4 routes are ours is known then, and worth it where they were hard to find. */
export const lookingAfter = (planned: Outlook, looking: Looking, crowded: boolean): Looking => ({
  ...looking,
  own: crowded ? ownAfter(planned) : undefined,
});

function ownAfter({ plan: { steps }, after }: Outlook): OwnRoutes {
  return {
    there: [...after.routes.values()].filter(isOwn),
    gone: steps.flatMap(({ before, after }) =>
      before?.type === 'route' && isOwn(before) && after === null ? [before] : [],
    ),
  };
}

const isOwn = (route: Route): boolean => route.family === 4 && routes.marked(route);

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

/** A look as wide without regard to routes. */
const seenOfLinks = ({ onLink, asked, declared }: Looking): Looking => ({
  ...{ onLink, asked },
  ...(declared !== undefined && { declared }),
});

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

/** Declared routes that are packed are no routes that one could ask: then all are looked at. */
function lookingTowards(addresses: Iterable<string>, looking: Looking): Looking {
  const { routes, packed } = looking;
  if (routes === undefined || packed !== undefined) return seenOfLinks(looking);
  const destinations = withCovering(routes.destinations, addresses);
  return { ...withoutSparing(looking), routes: { ...routes, destinations } };
}

/**
 * Looks and plans, and again when there turns out to be a step that more has to be known for. Where a look has spared very many
 * routes of others, it is planned with these as well, unless none of them could matter: the kernel says whether one is in the
 * place of a route that is to be made.
 */
export async function lookAsWidely<T extends Outlook>(
  kernel: Kernel,
  looking: Looking,
  planFor: (snapshot: Snapshot) => T,
): Promise<Found<T>> {
  const { snapshot, others, spared, looking: seen } = await see(kernel, looking);
  const planned = planFor(snapshot);
  const wider = widerFor(planned, snapshot, seen, others);
  const made = spared ? madeBesideOthers(planned, snapshot) : undefined;
  const next =
    spared && (made === undefined || (wider === undefined && !(await areFree(kernel.route, made))))
      ? withoutSparing(wider ?? seen)
      : wider;
  if (next !== undefined) {
    const found = await lookAsWidely(kernel, next, planFor);
    return { ...found, crowded: found.crowded || spared };
  }
  // Where nobody has counted it is taken to be as it was.
  const crowded = others && seen.sparing === true ? spared : seen.own !== undefined;
  return { snapshot, crowded, looking: seen, planned };
}

interface Found<T> extends Pick<Seen, 'snapshot' | 'looking'> {
  readonly planned: T;
  /** Whether others have very many IPv4 routes. */
  readonly crowded: boolean;
}

function withoutSparing({ sparing: _, ...looking }: Looking): Looking {
  return { ...looking, others: true };
}

function widerFor(
  { plan, after }: Outlook,
  snapshot: Snapshot,
  looking: Looking,
  others: boolean,
): Looking | undefined {
  const { onLink: seen, routes, packed } = looking;
  const ends = endsOfNew(plan, after);
  if (routes !== undefined && !ends.every((end) => routes.destinations.has(parseAddress(end))))
    return lookingTowards(ends, looking);
  if (!disturbs(plan)) return others || !mindsOthers(plan) ? undefined : { ...looking, others: true };
  const onLink = ON_LINK.filter((type) => seen.includes(type) || couldTake(type, plan, after));
  const asked = withSettingsOfGone(looking.asked, plan, after, snapshot);
  const all: Looking = { ...seenOfLinks(looking), asked, onLink };
  const isSeen = onLink.length === seen.length && asked === looking.asked;
  if (routes === undefined || packed !== undefined) return isSeen && isWhole(looking) ? undefined : all;
  const along = takenAlong(plan, after, snapshot);
  if (isSeen && routes.along !== undefined && isWithin(along, routes.along)) return undefined;
  return {
    ...all,
    routes: { ...routes, along: routes.along ? united(along, routes.along) : along },
    others: true,
    ...(looking.sparing === true && { sparing: true, own: looking.own }),
  };
}

/**
 * Whether the plan could take along what stands on links. To learn of name servers means to ask over D-Bus, and what links
 * are told of them goes with the links only.
 */
const couldTake = (type: OnLinkType, { steps }: Plan, after: World): boolean =>
  type !== 'resolver' ||
  after.resolvers.asked(linkOf).size > 0 ||
  stepsBesideRuns(steps).some(
    ({ kind, action, before }) =>
      before !== null && (kind === 'client' || (kind === 'link' && action !== 'change')),
  );

const isWithin = (some: TakenAlong, all: TakenAlong): boolean =>
  [...some.links].every((link) => all.links.has(link)) &&
  [...some.sources].every((source) => all.sources.has(source));

const united = (one: TakenAlong, other: TakenAlong): TakenAlong => ({
  links: new Set([...one.links, ...other.links]),
  sources: new Set([...one.sources, ...other.sources]),
});

/** The other ends of tunnels whose MTU, when they are made, comes by the way there, which may be by others' routes. */
const endsOfNew = ({ steps }: Plan, after: World): readonly string[] =>
  stepsBesideRuns(steps).flatMap((step) =>
    step.after?.type === 'link' && (step.action === 'create' || step.action === 'replace')
      ? (endThatDecides(step.after, after) ?? [])
      : [],
  );

/** Whether all routes are among what is seen. */
const isWhole = ({ routes, packed }: Looking): boolean => routes === undefined && packed === undefined;

/** Whether a step touches a link that is there (but for its peers and keys) or who configures it, or takes an address from one. */
const disturbs = ({ steps }: Plan): boolean =>
  stepsBesideRuns(steps).some(
    ({ kind, action, before, changes }) =>
      before !== null &&
      (kind === 'client' ||
        (kind === 'link' &&
          (action !== 'change' || !changes.every(({ attribute }) => changesAlone(attribute)))) ||
        (kind === 'address' && action !== 'change')),
  );

/** Whether others' routes could be in the way of what is planned, or the reason of a complaint. */
const mindsOthers = ({ steps, problems }: Plan): boolean =>
  problems.length > 0 || hasRuns(steps) || steps.some(({ kind }) => kind === 'route');

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

/** What a snapshot has looked at. */
export const lookedAt = (snapshot: Snapshot): Looking => ({
  onLink: ON_LINK.filter((type) => snapshot[LISTS[type]] !== undefined),
  asked: askedIn(snapshot),
});
