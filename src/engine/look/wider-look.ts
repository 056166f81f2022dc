import {
  hasRuns,
  OF_MACHINE,
  ON_DEMAND,
  type OnDemandType,
  type Plan,
  type Snapshot,
  type Step,
  stepsBesideRuns,
} from '../../model/index.ts';
import { parseAddress } from '../../netlink/index.ts';
import { linkOf } from '../../resources/address/terms.ts';
import { changesAlone } from '../../resources/link/details.ts';
import { losesIpv6 } from '../../resources/link/ipv6-effects.ts';
import type { World } from '../../resources/world.ts';
import { endThatDecides } from '../links/tunnel-mtu.ts';
import type { Outlook } from '../plan/plan.ts';
import { withCovering } from './covering.ts';
import type { Looking } from './looking.ts';
import { withSettingsOfGone } from './settings-of-gone.ts';
import { type TakenAlong, takenAlong } from './taken-along.ts';

/** The same, with the routes of others, however many there are. */
export function withoutSparing({ sparing: _, ...looking }: Looking): Looking {
  return { ...looking, others: true };
}

/** What to observe for this plan to be right; undefined if what has been observed is enough. */
export function widerFor(
  { plan, after }: Outlook,
  snapshot: Snapshot,
  looking: Looking,
  others: boolean,
): Looking | undefined {
  const { onDemand: seen, routes, packed } = looking;
  const ends = endsOfTunnels(plan, after);
  if (routes !== undefined && !ends.every((end) => routes.destinations.has(parseAddress(end))))
    return lookingTowards(ends, looking);
  if (!disturbs({ plan, after }, snapshot))
    return others || !mindsOthers(plan) ? undefined : { ...looking, others: true };
  const onDemand = ON_DEMAND.filter((type) => seen.includes(type) || couldTake(type, plan, after));
  const asked = withSettingsOfGone(looking.asked, plan, after, snapshot);
  const all: Looking = { ...seenOfLinks(looking), asked, onDemand };
  const isSeen = onDemand.length === seen.length && asked === looking.asked;
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
 * Whether objects of this type could be lost by the plan. Name servers are observed over D-Bus, which is slow; they are lost only
 * together with their links. What belongs to the machine is lost only with a link that is made anew.
 */
function couldTake(type: OnDemandType, { steps }: Plan, after: World): boolean {
  if (goesWithLinks(type)) return true;
  if (type !== 'resolver') return stepsBesideRuns(steps).some(isLinkAnew);
  return (
    after.resolvers.asked(linkOf).size > 0 ||
    stepsBesideRuns(steps).some(
      ({ kind, action, before }) =>
        before !== null && (kind === 'client' || (kind === 'link' && action !== 'change')),
    )
  );
}

const isLinkAnew = ({ kind, action }: Step): boolean => kind === 'link' && action === 'replace';

/** Whether objects of this type could be lost with any change of a link. */
export const goesWithLinks = (type: OnDemandType): boolean =>
  type !== 'resolver' && !OF_THE_MACHINE.has(type);

const OF_THE_MACHINE: ReadonlySet<OnDemandType> = new Set(OF_MACHINE);

const isWithin = (some: TakenAlong, all: TakenAlong): boolean =>
  [...some.links].every((link) => all.links.has(link)) &&
  [...some.sources].every((source) => all.sources.has(source));

const united = (one: TakenAlong, other: TakenAlong): TakenAlong => ({
  links: new Set([...one.links, ...other.links]),
  sources: new Set([...one.sources, ...other.sources]),
});

/** Remote addresses of tunnels whose MTU depends on the route to them, which can be a route of others. */
const endsOfTunnels = ({ steps }: Plan, after: World): readonly string[] => [
  ...after.mtuEnds,
  ...stepsBesideRuns(steps).flatMap((step) =>
    step.after?.type === 'link' ? (endThatDecides(step.after, after) ?? []) : [],
  ),
];

/** Whether all routes are observed. */
export const isWhole = ({ routes, packed }: Looking): boolean => routes === undefined && packed === undefined;

/**
 * Whether a step changes or removes an existing link (more than its peers or keys), stops a client, or removes an address, or a new port
 * takes IPv6 away from its bridge.
 */
export function disturbs({ plan, after }: Outlook, { links }: Snapshot): boolean {
  const steps = stepsBesideRuns(plan.steps);
  return steps.some(isDisturbing) || (steps.some(isNewPort) && links.some((link) => losesIpv6(link, after)));
}

const isDisturbing = ({ kind, action, before, changes }: Step): boolean =>
  before !== null &&
  (kind === 'client' ||
    (kind === 'link' &&
      (action !== 'change' || !changes.every(({ attribute }) => changesAlone(attribute)))) ||
    (kind === 'address' && action !== 'change'));

const isNewPort = ({ action, after }: Step): boolean =>
  action === 'create' && after?.type === 'link' && typeof after.attributes['master'] === 'string';

/** Whether routes of others could be in the way of a step, or explain a problem. */
const mindsOthers = ({ steps, problems }: Plan): boolean =>
  problems.length > 0 || hasRuns(steps) || steps.some(({ kind }) => kind === 'route');

/** The same for everything but routes, of which all are observed. */
export const seenOfLinks = ({ onDemand, asked, declared }: Looking): Looking => ({
  ...{ onDemand, asked },
  ...(declared !== undefined && { declared }),
});

/**
 * The same, with the routes that cover these addresses. If declared routes are packed, all routes are observed: single ones cannot be
 * looked up among packed ones.
 */
export function lookingTowards(addresses: Iterable<string>, looking: Looking): Looking {
  const { routes, packed } = looking;
  if (routes === undefined || packed !== undefined) return seenOfLinks(looking);
  const destinations = withCovering(routes.destinations, addresses);
  return { ...withoutSparing(looking), routes: { ...routes, destinations } };
}
