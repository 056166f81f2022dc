import { LISTS, ON_LINK, type OnLink, type OnLinkType } from '../../model/index.ts';
import { closedFor } from '../../resources/mdb/closed.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import type { Ownership, Target } from '../target/target.ts';
import { onLinksThere } from './feasible.ts';
import { inTables } from './lease-tables.ts';
import { type PlannedItems, planItems } from './plan-items.ts';
import type { Planning } from './planning.ts';
import {
  clientPlanning,
  forwardingPlanningIn,
  groupPlanning,
  neighborPlanning,
  resolverPlanning,
} from './plannings.ts';

/** Plans neighbours, FDB and MDB entries, resolvers and clients, each type on its own, and applies the steps to the world. */
export function planOnLinks(target: Target, world: World, ownership: Ownership): PlannedItems<OnLink>[] {
  return ON_LINK.map((type) => PLANNERS[type](target, world, ownership));
}

type Planner = (target: Target, world: World, ownership: Ownership) => PlannedItems<OnLink>;

const PLANNERS: Readonly<Record<OnLinkType, Planner>> = {
  neighbor: plannerOf(neighborPlanning, (target) => target[LISTS.neighbor]),
  fdb: (target, world, ownership) =>
    plannerOf(forwardingPlanningIn(world), ({ fdb }) => fdb)(target, world, ownership),
  mdb: (target, world, ownership) =>
    planItems(groupPlanning, onLinksThere(target.mdb, world), world, ownership, closedGroups(world)),
  resolver: plannerOf(resolverPlanning, (target) => target[LISTS.resolver]),
  client: (target, world, ownership) =>
    planItems(clientPlanning, inTables(onLinksThere(target.clients, world), world), world, ownership),
};

function plannerOf<T extends OnLink>(
  planning: Planning<T>,
  wanted: (target: Target) => readonly Wanted<T>[],
): Planner {
  return (target, world, ownership) =>
    planItems(planning, onLinksThere(wanted(target), world), world, ownership);
}

/** The keys of entries that the kernel does not let go at present: these are removed by a later run. */
const closedGroups = (world: World): ReadonlySet<string> =>
  new Set(
    [...world.mdb].flatMap(([key, entry]) => (closedFor(entry, world.links) === undefined ? [] : [key])),
  );
