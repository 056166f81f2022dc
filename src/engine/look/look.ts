import { type Declaration, LISTS, ON_DEMAND, type Route, type Snapshot } from '../../model/index.ts';
import type { Kernel } from '../../resources/room.ts';
import { areFree } from '../../resources/route/probe.ts';
import { routes } from '../../resources/route/route.ts';
import type { LinkPlanOptions } from '../links/link-context.ts';
import { type Foreseen, foresee, type Outlook } from '../plan/plan.ts';
import type { StateRecord } from '../record/record.ts';
import { withUntold } from '../record/untold.ts';
import { askedIn } from './asked.ts';
import { madeBesideOthers } from './beside-others.ts';
import { firstLook, type Looker } from './first-look.ts';
import { observe, type Seen, see } from './kernel.ts';
import type { Looking, OwnRoutes } from './looking.ts';
import { disturbs, isWhole, lookingTowards, widerFor, withoutSparing } from './wider-look.ts';

export interface Looked extends Foreseen {
  readonly snapshot: Snapshot;
  /** What to observe after the plan has been carried out. */
  readonly looking: Looking;
  /** Observes the routes that cover these addresses as well, and plans again. Absent if all routes have been observed already. */
  readonly towards?: (addresses: Iterable<string>) => Promise<Looked>;
}

/**
 * Observes the live state and plans. If the plan has a step with which objects of others could be lost, these objects are observed as
 * well, and the plan is made again.
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
  const { planned, crowded, looking: seen } = found;
  // A rollback makes links anew from this.
  const snapshot = withUntold(found.snapshot, record);
  // What turned out not to matter, which can be a million routes of others, is not observed again.
  const later = disturbs(planned, snapshot) ? seen : looking;
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

/**
 * What to observe after a plan has been carried out. If others have very many IPv4 routes, ours are not searched for among them: the plan
 * says which ones there are.
 */
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
 * Observes and plans, and repeats both if the plan turns out to depend on more than has been observed. If very many routes of others
 * have been left out, they are observed after all, unless none of them can matter: the kernel is asked whether the places of the routes
 * to create are free.
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
  // Without a count, the number of routes of others is taken to be what it was.
  const crowded = others && seen.sparing === true ? spared : seen.own !== undefined;
  return { snapshot, crowded, looking: seen, planned };
}

interface Found<T> extends Pick<Seen, 'snapshot' | 'looking'> {
  readonly planned: T;
  /** Whether others have very many IPv4 routes. */
  readonly crowded: boolean;
}

/** What has been observed for a snapshot. */
export const lookedAt = (snapshot: Snapshot): Looking => ({
  onDemand: ON_DEMAND.filter((type) => snapshot[LISTS[type]] !== undefined),
  asked: askedIn(snapshot),
});
