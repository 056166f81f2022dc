import { type Declaration, LISTS, ON_LINK, type Route, type Snapshot } from '../model/index.ts';
import type { Kernel } from '../resources/room.ts';
import { areFree } from '../resources/route/probe.ts';
import { routes } from '../resources/route/route.ts';
import { askedIn } from './asked.ts';
import { madeBesideOthers } from './beside-others.ts';
import { firstLook, type Looker } from './first-look.ts';
import { observe, type Seen, see } from './kernel.ts';
import type { LinkPlanOptions } from './link-context.ts';
import type { Looking, OwnRoutes } from './looking.ts';
import { type Foreseen, foresee, type Outlook } from './plan.ts';
import type { StateRecord } from './record.ts';
import { disturbs, isWhole, lookingTowards, widerFor, withoutSparing } from './wider-look.ts';

export interface Looked extends Foreseen {
  readonly snapshot: Snapshot;
  /** What is to be looked at once it is done. */
  readonly looking: Looking;
  /** Looks at the routes that cover these addresses as well, and plans anew; there where not all routes have been looked at. */
  readonly towards?: (addresses: Iterable<string>) => Promise<Looked>;
}

/**
 * Observes and plans. When there turns out to be a step that could take things of others along, what stands on links is looked
 * at anew and planned with, and of routes those that could go.
 */
export async function lookAndPlan(
  kernel: Kernel,
  declaration: Declaration,
  record: StateRecord,
  options: LinkPlanOptions,
  looker: Looker = {},
): Promise<Looked> {
  const { looking, widen } = firstLook(kernel, declaration, record, looker);
  const plan = (snapshot: Snapshot): Foreseen => foresee(declaration, snapshot, record, options);
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

/** What a snapshot has looked at. */
export const lookedAt = (snapshot: Snapshot): Looking => ({
  onLink: ON_LINK.filter((type) => snapshot[LISTS[type]] !== undefined),
  asked: askedIn(snapshot),
});
