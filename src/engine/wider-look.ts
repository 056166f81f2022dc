import {
  hasRuns,
  ON_LINK,
  type OnLinkType,
  type Plan,
  type Snapshot,
  stepsBesideRuns,
} from '../model/index.ts';
import { parseAddress } from '../netlink/index.ts';
import { linkOf } from '../resources/address/terms.ts';
import { changesAlone } from '../resources/link/details.ts';
import type { World } from '../resources/world.ts';
import { withCovering } from './covering.ts';
import type { Looking } from './looking.ts';
import type { Outlook } from './plan.ts';
import { withSettingsOfGone } from './settings-of-gone.ts';
import { type TakenAlong, takenAlong } from './taken-along.ts';
import { endThatDecides } from './tunnel-mtu.ts';

/** All routes of others are looked at, however many there are. */
export function withoutSparing({ sparing: _, ...looking }: Looking): Looking {
  return { ...looking, others: true };
}

/** What more has to be known for a plan; undefined when all is. */
export function widerFor(
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

/** The other ends of tunnels whose MTU, when they are made or get another end, comes by the way there, which may be by others' routes. */
const endsOfNew = ({ steps }: Plan, after: World): readonly string[] =>
  stepsBesideRuns(steps).flatMap((step) =>
    step.after?.type === 'link' ? (endThatDecides(step.after, after) ?? []) : [],
  );

/** Whether all routes are among what is seen. */
export const isWhole = ({ routes, packed }: Looking): boolean => routes === undefined && packed === undefined;

/** Whether a step touches a link that is there (but for its peers and keys) or who configures it, or takes an address from one. */
export const disturbs = ({ steps }: Plan): boolean =>
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

/** A look as wide without regard to routes. */
export const seenOfLinks = ({ onLink, asked, declared }: Looking): Looking => ({
  ...{ onLink, asked },
  ...(declared !== undefined && { declared }),
});

/**
 * The routes that cover these addresses are looked at as well. Declared routes that are packed are no routes that one could ask:
 * then all are looked at.
 */
export function lookingTowards(addresses: Iterable<string>, looking: Looking): Looking {
  const { routes, packed } = looking;
  if (routes === undefined || packed !== undefined) return seenOfLinks(looking);
  const destinations = withCovering(routes.destinations, addresses);
  return { ...withoutSparing(looking), routes: { ...routes, destinations } };
}
