import type { Declaration, Plan, Problem, Route, Snapshot } from '../model/index.ts';
import type { Wanted } from '../resources/room.ts';
import { routes } from '../resources/route/route.ts';
import { type World, worldOf } from '../resources/world.ts';
import { planItems } from './plan-items.ts';
import { type LinkPlanOptions, planLinks } from './plan-links.ts';
import { planRenames } from './plan-renames.ts';
import { addressPlanning, routePlanning, rulePlanning } from './plannings.ts';
import { bySource } from './problem-order.ts';
import { recordOwnership, type StateRecord } from './record.ts';
import { resolve } from './resolve.ts';
import type { Ownership, Target } from './target.ts';

/**
 * What has to be done so that the live state is as declared: a pure function of the declaration, the live state and the
 * record of what is ours. Steps are in the order they are carried out.
 */
export function planDeclaration(
  declaration: Declaration,
  snapshot: Snapshot,
  record: StateRecord,
  options: LinkPlanOptions,
): Plan {
  const { target, problems } = resolve(declaration, snapshot);
  const planned = planTarget(target, snapshot, recordOwnership(record), options);
  return { ...planned, problems: bySource([...problems, ...planned.problems]) };
}

/** The same for a target in terms of live names; rollback uses it with an earlier snapshot. */
export function planTarget(
  target: Target,
  snapshot: Snapshot,
  ownership: Ownership,
  options: LinkPlanOptions,
): Plan {
  return planInWorld(target, worldOf(snapshot), ownership, options);
}

/** Plans and leaves in `world` the state that the plan announces. */
export function planInWorld(
  target: Target,
  world: World,
  ownership: Ownership,
  options: LinkPlanOptions,
): Plan {
  const renames = planRenames(target, world);
  const links = planLinks(target.links, world, ownership, options);
  const addresses = planItems(addressPlanning, onLinksThere(target.addresses, world), world, ownership);
  const { possible, waiting } = splitRoutes(onLinksThere(target.routes, world), world);
  const routes = planItems(routePlanning, inGatewayOrder(possible), world, ownership);
  const rules = planItems(rulePlanning, target.rules, world, ownership);
  return {
    format_version: 1,
    // Built from below; then what is no longer wanted goes, from above.
    steps: [renames, links, addresses, routes, rules]
      .flatMap((planned) => planned.steps)
      .concat(rules.late, routes.late, addresses.late),
    problems: [...renames.problems, ...links.problems, ...waiting],
  };
}

/** Objects on a link that could not be planned have been complained about with the link. */
function onLinksThere<T extends { readonly item: { readonly link?: string | null } }>(
  wanted: readonly T[],
  world: World,
): T[] {
  return wanted.filter(({ item }) => item.link == null || world.links.has(item.link));
}

/** A route needs its link up ("Network is down"); one on a link that is down by wish waits for it. */
function splitRoutes(
  wanted: readonly Wanted<Route>[],
  world: World,
): { possible: Wanted<Route>[]; waiting: Problem[] } {
  const isDown = ({ item }: Wanted<Route>): boolean =>
    item.link != null && world.links.get(item.link)?.attributes['state'] === 'down';
  const waiting = wanted.filter(isDown);
  return {
    possible: waiting.length === 0 ? [...wanted] : wanted.filter((w) => !isDown(w)),
    waiting: waiting.map((w) => ({
      code: 'link-down',
      severity: 'warning',
      message: `${routes.name(routes.normal(w.item))} waits until ${w.item.link} is up`,
      source: w.source,
    })),
  };
}

/** A gateway must be reachable when its route comes: routes without one first (fib_check_nh, ip6_route_check_nh). */
function inGatewayOrder(wanted: readonly Wanted<Route>[]): Wanted<Route>[] {
  const direct = wanted.filter((w) => w.item.via == null);
  return direct.length === wanted.length || direct.length === 0
    ? [...wanted]
    : [...direct, ...wanted.filter((w) => w.item.via != null)];
}
