import {
  type Declaration,
  joinedSteps,
  type Plan,
  type Problem,
  type Snapshot,
  type Step,
} from '../../model/index.ts';
import type { Machine } from '../../model/machine.ts';
import { afterChange, afterMtus, afterPorts } from '../../resources/effects.ts';
import { routes as routeRoom } from '../../resources/route/route.ts';
import { type World, worldOf } from '../../resources/world.ts';
import { withoutClosedGroups } from '../checks/closed-groups.ts';
import { criticalProblems } from '../checks/critical.ts';
import { deadPaths } from '../checks/dead-paths.ts';
import { leaveDuplicates } from '../checks/duplicates.ts';
import { followPeers } from '../checks/endpoints.ts';
import { gatewaysIn } from '../checks/gateways.ts';
import { recallBridges } from '../checks/given-to-bridges.ts';
import { ignoredIn, leaveIgnored, withoutIgnoredLinks } from '../checks/leave-ignored.ts';
import { withoutOtherScopes } from '../checks/other-scopes.ts';
import { partClients, retireClients } from '../checks/part-clients.ts';
import { bySource } from '../checks/problem-order.ts';
import { retireGroups } from '../checks/retire-groups.ts';
import { routesBehind } from '../checks/routes-behind.ts';
import { withoutStrayEntries } from '../checks/stray-entries.ts';
import { underPolicy } from '../checks/under-policy.ts';
import { withoutIpv6 } from '../checks/without-ipv6.ts';
import type { LinkPlanOptions } from '../links/link-context.ts';
import { planLinks } from '../links/plan-links.ts';
import { planRenames } from '../links/plan-renames.ts';
import { connectedAgain } from '../on-links/connected-routes.ts';
import { carriersWatched } from '../on-links/fallen-carriers.ts';
import { feasibleRoutes, inGatewayOrder, onLinksThere } from '../on-links/feasible.ts';
import { bringNexthopObjects } from '../on-links/nexthop-objects.ts';
import { planItems } from '../on-links/plan-items.ts';
import { planOnLinks } from '../on-links/plan-on-links.ts';
import { addressPlanningBeside, routePlanning, rulePlanningIn } from '../on-links/plannings.ts';
import { sourcesIn } from '../on-links/source-addresses.ts';
import { awaitedLinks, awaitedProblems, withoutAwaited } from '../record/awaited-links.ts';
import { withOwnMarks } from '../record/own-marks.ts';
import { formerAddressIn, recordOwnership } from '../record/ownership.ts';
import type { StateRecord } from '../record/record.ts';
import { runOfNew } from '../target/new-routes.ts';
import { resolve } from '../target/resolve.ts';
import type { Ownership, Target } from '../target/target.ts';
import { withoutStrangers } from '../target/without-strangers.ts';
import { noteTakeover, withNameService } from './name-service.ts';
import { lostForGood } from './plan-lost.ts';
import { recallOwed } from './recall-owed.ts';

/**
 * Plans the steps that make the live state as declared. It is a pure function of the declaration, the live state and the record. The
 * steps are in the order in which they are carried out.
 */
export function planDeclaration(
  declaration: Declaration,
  snapshot: Snapshot,
  record: StateRecord,
  options: LinkPlanOptions,
): Plan {
  return foresee(declaration, snapshot, record, options).plan;
}

/** A plan with its target and the state that it leads to. */
export interface Foreseen {
  readonly plan: Plan;
  readonly target: Target;
  readonly after: World;
}

/** A plan, and the state that it leads to. */
export type Outlook = Pick<Foreseen, 'plan' | 'after'>;

/** The same, with the target and the state that the plan leads to. */
export function foresee(
  declaration: Declaration,
  observed: Snapshot,
  record: StateRecord,
  options: LinkPlanOptions,
): Foreseen {
  const snapshot = withOwnMarks(observed, record);
  const { target, ownership, problems } = prepare(declaration, snapshot, record, options.machine);
  const after = worldOf(snapshot);
  recallOwed(after, record);
  const planned = planInWorld(target, after, ownership, options);
  const steps = noteTakeover(planned.steps, snapshot.nameService);
  return {
    plan: { ...planned, steps, problems: bySource([...problems, ...planned.problems]) },
    target,
    after,
  };
}

/** The target with the names of live links, and the ownership of everything else. */
export function prepare(
  declaration: Declaration,
  snapshot: Snapshot,
  record: StateRecord,
  machine?: Machine,
): { readonly target: Target; readonly ownership: Ownership; readonly problems: readonly Problem[] } {
  const ignored = ignoredIn(declaration, snapshot);
  const there = withoutIgnoredLinks(declaration, snapshot);
  const resolved = resolve(declaration, there, formerAddressIn(record), machine);
  const left =
    declaration.ignore === undefined
      ? { target: resolved.target, problems: [] }
      : leaveIgnored(resolved.target, snapshot, ignored);
  const named = withNameService(left.target, snapshot);
  const target = followPeers(named.target, snapshot, record.endpoints);
  const found = { names: resolved.names, renames: resolved.target.renames };
  const awaited = awaitedLinks(declaration, snapshot, found, record.devices);
  const ofPolicy = underPolicy(recordOwnership(record), declaration, target, snapshot, ignored);
  return {
    target,
    ownership: withoutAwaited(ofPolicy, awaited),
    problems: [...resolved.problems, ...awaitedProblems(awaited), ...left.problems, ...named.problems],
  };
}

/** Plans for a target with the names of live links. A rollback calls it with an earlier snapshot as the target. */
export function planTarget(
  target: Target,
  snapshot: Snapshot,
  ownership: Ownership,
  options: LinkPlanOptions,
): Plan {
  return planInWorld(target, worldOf(snapshot), ownership, options);
}

/** Plans, and leaves the resulting state in `world`. */
export function planInWorld(
  whole: Target,
  world: World,
  ownership: Ownership,
  options: LinkPlanOptions,
): Plan {
  world.vlansFollowLater = options.machine?.vlansFollowLater?.() === true;
  recallBridges(world, ownership, whole.links);
  const renames = planRenames(whole, world, options.machine?.renamesLive?.() !== false);
  const retired = retireClients(whole, world, ownership);
  const before = [...world.links.values()];
  const fallenCarriers = carriersWatched(world);
  const links = planLinks(whole, world, ownership, options);
  for (const step of links.steps) afterChange(world, step);
  const fallen = afterMtus(world, links.steps);
  if (links.steps.length > 0 && world.neighbors.size > 0) afterPorts(world, before);
  const groups = retireGroups(whole, world, ownership, before);
  const live = new Set([...world.addresses.values()].filter(({ family }) => family === 6));
  const { run, others } = runOfNew(whole, world);
  const { target: connected, problems: noIpv6 } = withoutIpv6(withoutStrangers(others, world), world);
  const { target: placed, problems: strays } = withoutStrayEntries(connected, world);
  const { target, problems: closed } = withoutClosedGroups(placed, world);
  const there = onLinksThere(target.addresses, world);
  const { wanted, duplicates } =
    options.leaveDuplicates === true ? leaveDuplicates(there, world) : { wanted: there, duplicates: [] };
  const { wanted: fitting, problems: otherScopes } = withoutOtherScopes(wanted, world, ownership);
  const addresses = planItems(addressPlanningBeside(gatewaysIn(whole)), fitting, world, ownership);
  const onLinks = planOnLinks(target, world, ownership);
  const sources = sourcesIn(world, { live, leaving: addresses.leaving, settled: links.steps.length === 0 });
  const { possible, problems } = feasibleRoutes(
    onLinksThere(target.routes, world),
    world,
    sources,
    target.optional,
  );
  const waiting = waitingRoutes(others, possible);
  const routes = planItems(
    routePlanning(target.ruleOrder !== undefined),
    inGatewayOrder(possible),
    world,
    ownership,
    waiting,
  );
  const deleted = connectedAgain(routes.steps, [...links.steps, ...addresses.steps], world);
  const rules = planItems(rulePlanningIn(target.ruleOrder), target.rules, world, ownership);
  // What is wanted is built from the lowest layer up; then what is no longer wanted is removed from the top down.
  const linkSteps = fallen.size === 0 ? links.steps : links.steps.map((step) => withFallen(step, fallen));
  const built: Step[] = [
    ...retired,
    ...partClients(world),
    ...renames.steps,
    ...groups,
    ...linkSteps,
    ...[addresses, ...onLinks].flatMap((planned) => planned.steps),
    ...deleted,
    ...routes.steps,
  ];
  const steps: Step[] = [...rules.steps];
  for (const planned of [rules, routes, ...onLinks, addresses]) {
    // Without spreading: a call cannot take that many arguments.
    for (const step of planned.late()) steps.push(step);
  }
  const all = bringNexthopObjects([...built, ...steps], world.nexthopObjects);
  return {
    format_version: 1,
    steps: run === undefined ? all : joinedSteps([all.slice(0, built.length), run, all.slice(built.length)]),
    problems: [
      ...renames.problems,
      ...links.problems,
      ...noIpv6,
      ...strays,
      ...closed,
      ...duplicates,
      ...otherScopes,
      ...problems,
      ...routesBehind(possible, world),
      ...deadPaths(possible, world),
      ...fallenCarriers(),
      ...lostForGood(world, others, ownership),
      ...criticalProblems(target.critical, all, before),
    ],
  };
}

/** The step, with a note for each link whose MTU falls with it. */
function withFallen(step: Step, fallen: ReadonlyMap<Step, readonly string[]>): Step {
  const notes = fallen.get(step) ?? [];
  return notes.length === 0 ? step : { ...step, notes: [...step.notes, ...notes] };
}

/** Keys of declared routes that cannot be created now. Mostly there are none, and then no keys are computed. */
function waitingRoutes(target: Target, possible: Target['routes']): ReadonlySet<string> {
  const absent = target.absentRoutes ?? new Set<string>();
  if (absent.size === 0 && possible.length === target.routes.length) return absent;
  const waiting = new Set([...target.routes.map((w) => routeRoom.key(w.item)), ...absent]);
  for (const { item } of possible) waiting.delete(routeRoom.key(item));
  return waiting;
}
