import { joinedSteps, type Plan, type Step } from '../../model/index.ts';
import { afterChange, afterMtus, afterPorts } from '../../resources/effects.ts';
import type { World } from '../../resources/world.ts';
import { withoutClosedGroups } from '../checks/closed-groups.ts';
import { criticalProblems } from '../checks/critical.ts';
import { deadPaths } from '../checks/dead-paths.ts';
import { gatewaysIn } from '../checks/gateways.ts';
import { recallBridges } from '../checks/given-to-bridges.ts';
import { partClients, retireClients } from '../checks/part-clients.ts';
import { retireGroups } from '../checks/retire-groups.ts';
import { routesBehind } from '../checks/routes-behind.ts';
import { withoutStrayEntries } from '../checks/stray-entries.ts';
import { withoutIpv6 } from '../checks/without-ipv6.ts';
import { leavingNames } from '../links/leave-name.ts';
import type { LinkPlanOptions } from '../links/link-context.ts';
import { planLinks } from '../links/plan-links.ts';
import { planRenames } from '../links/plan-renames.ts';
import { namesBefore } from '../objects/former-names.ts';
import { withNotes } from '../objects/steps.ts';
import { connectedAgain } from '../on-links/connected-routes.ts';
import { bringNexthopObjects } from '../on-links/nexthop-objects.ts';
import { planItems } from '../on-links/plan-items.ts';
import { planOfMachine, retireOrphans } from '../on-links/plan-of-machine.ts';
import { planOnLinks } from '../on-links/plan-on-links.ts';
import { rulePlanningIn } from '../on-links/plannings.ts';
import { byLevel } from '../on-links/rules-around.ts';
import { sourcesIn } from '../on-links/source-addresses.ts';
import { fallenCarriers, routesOfFallen, watchCarriers } from '../on-links/watched-carriers.ts';
import { withdrawnRules } from '../on-links/withdrawn-rules.ts';
import { runOfNew } from '../target/new-routes.ts';
import type { Ownership, Target } from '../target/target.ts';
import { withoutStrangers } from '../target/without-strangers.ts';
import { afterTheirEnds } from './after-their-ends.ts';
import { planAddresses } from './plan-addresses.ts';
import { lostForGood } from './plan-lost.ts';
import { planRoutes } from './plan-routes.ts';

/** The ownership once links have been renamed. `former`: the names that they had, by their new ones. */
export type OwnershipUnder = (former: ReadonlyMap<string, string>) => Ownership;

/**
 * Plans, and leaves the resulting state in `world`.
 * @param ownershipUnder absent: the ownership knows links by their wanted names
 */
export function planInWorld(
  whole: Target,
  world: World,
  given: Ownership,
  options: LinkPlanOptions,
  ownershipUnder: OwnershipUnder = () => given,
): Plan {
  world.vlansFollowLater = options.machine?.vlansFollowLater?.() === true;
  recallBridges(world, given, whole.links);
  const renames = planRenames(
    whole,
    world,
    options.machine?.renamesLive?.() !== false,
    leavingNames(whole, world, given, options),
  );
  const former = namesBefore(renames.steps);
  const ownership = former.size === 0 ? given : ownershipUnder(former);
  // The kernel does not show which MTU a bond gives back to its ports.
  world.joinedWithMtu = ownership.joinedWithMtu;
  const retired = retireClients(whole, world, ownership);
  const before = [...world.links.values()];
  const carriers = watchCarriers(whole, world);
  const links = planLinks(whole, world, ownership, options);
  for (const step of links.steps) afterChange(world, step);
  const fallen = afterMtus(world, links.steps);
  if (links.steps.length > 0 && world.neighbors.size > 0) afterPorts(world, before);
  const withoutCarrier = fallenCarriers(carriers, world);
  const groups = retireGroups(whole, world, ownership, before);
  const orphans = retireOrphans(world, ownership);
  const live = new Set([...world.addresses.values()].filter(({ family }) => family === 6));
  const { run, others } = runOfNew(whole, world);
  const { target: connected, problems: noIpv6 } = withoutIpv6(withoutStrangers(others, world), world);
  const { target: placed, problems: strays } = withoutStrayEntries(connected, world);
  const { target, problems: closed } = withoutClosedGroups(placed, world);
  const { addresses, problems: unfitting } = planAddresses(
    target,
    gatewaysIn(whole),
    world,
    ownership,
    options,
  );
  const onLinks = planOnLinks(target, world, ownership);
  const sources = sourcesIn(world, { live, leaving: addresses.leaving, settled: links.steps.length === 0 });
  const { routes, possible, problems } = planRoutes(target, others, sources, world, ownership);
  const deleted = connectedAgain(routes.steps, [...links.steps, ...addresses.steps], world);
  const rules = planItems(
    rulePlanningIn(byLevel(target.ruleOrder ?? [], (rule) => rule)),
    target.rules,
    world,
    ownership,
  );
  const { planned: ofMachine, problems: unopened } = planOfMachine(target, sources, world, ownership);
  const { early, late } = withdrawnRules(rules.late(), rules.steps, routes.steps, run !== undefined);
  // What is wanted is built from the lowest layer up; then what is no longer wanted is removed from the top down.
  const linkSteps =
    fallen.size === 0 ? links.steps : links.steps.map((step) => withNotes(step, fallen.get(step) ?? []));
  const { first: built, afterwards } = afterTheirEnds([
    ...retired,
    ...partClients(world),
    ...renames.steps,
    ...groups,
    ...orphans,
    ...linkSteps,
    ...[addresses, ...onLinks].flatMap((planned) => planned.steps),
    ...deleted,
    ...early,
    ...routes.steps,
  ]);
  // A FOU port may need an address of the machine, and a route to its peer.
  const steps: Step[] = [
    ...rules.steps,
    ...late,
    ...ofMachine.flatMap((planned) => planned.steps),
    ...afterwards,
  ];
  for (const planned of [...ofMachine, routes, ...onLinks, addresses]) {
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
      ...unfitting,
      ...problems,
      ...unopened,
      ...routesBehind(possible, world),
      ...deadPaths(possible, world),
      ...routesOfFallen(withoutCarrier, world),
      ...lostForGood(world, others, ownership),
      ...criticalProblems(target.critical, all, before),
    ],
  };
}
