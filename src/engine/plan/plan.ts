import type { Declaration, Plan, Problem, Snapshot } from '../../model/index.ts';
import type { Machine } from '../../model/machine.ts';
import { type World, worldOf } from '../../resources/world.ts';
import { followPeers } from '../checks/endpoints.ts';
import { ignoredIn, leaveIgnored, namesLeftOut, withoutIgnoredLinks } from '../checks/leave-ignored.ts';
import { bySource } from '../checks/problem-order.ts';
import { underPolicy } from '../checks/under-policy.ts';
import type { LinkPlanOptions } from '../links/link-context.ts';
import { type AwaitedLinks, awaitedLinks, awaitedProblems, withoutAwaited } from '../record/awaited-links.ts';
import { withOwnMarks } from '../record/own-marks.ts';
import { formerIn, recordOwnership } from '../record/ownership.ts';
import type { StateRecord } from '../record/record.ts';
import { withUntold } from '../record/untold.ts';
import { resolve } from '../target/resolve.ts';
import type { Ownership, Target } from '../target/target.ts';
import { noteTakeover, withNameService } from './name-service.ts';
import { type OwnershipUnder, planInWorld } from './plan-in-world.ts';
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
  const snapshot = withUntold(withOwnMarks(observed, record), record);
  const { target, ownershipUnder, problems } = prepare(declaration, snapshot, record, options.machine);
  const after = worldOf(snapshot);
  recallOwed(after, record);
  const planned = planInWorld(target, after, ownershipUnder(new Map()), options, ownershipUnder);
  const steps = noteTakeover(planned.steps, snapshot.nameService);
  return {
    plan: { ...planned, steps, problems: bySource([...problems, ...planned.problems]) },
    target,
    after,
  };
}

/** The target with the names of live links, and the ownership of everything else, once the links have other names. */
export function prepare(
  declaration: Declaration,
  snapshot: Snapshot,
  record: StateRecord,
  machine?: Machine,
): {
  readonly target: Target;
  readonly ownershipUnder: OwnershipUnder;
  readonly problems: readonly Problem[];
} {
  const ignored = ignoredIn(declaration, snapshot);
  const there = withoutIgnoredLinks(declaration, snapshot);
  const hidden = namesLeftOut(snapshot, there);
  const resolved = resolve(declaration, there, formerIn(record), machine, hidden);
  const left =
    declaration.ignore === undefined
      ? { target: resolved.target, problems: [] }
      : leaveIgnored(resolved.target, snapshot, ignored);
  const named = withNameService(left.target, snapshot);
  const target = followPeers(named.target, snapshot, record.endpoints);
  const found = { names: resolved.names, renames: resolved.target.renames };
  const awaited = awaitedLinks(declaration, snapshot, found, record.devices);
  const ownershipUnder: OwnershipUnder = (former) => {
    const ownership = recordOwnership(record, former);
    return withoutAwaited(underPolicy(ownership, declaration, target, snapshot, ignored), awaited);
  };
  return {
    target: withoutRenamesOf(awaited, target),
    ownershipUnder,
    problems: [...resolved.problems, ...awaitedProblems(awaited), ...left.problems, ...named.problems],
  };
}

/** Links that were a device which is not found keep their names. */
const withoutRenamesOf = (awaited: AwaitedLinks, target: Target): Target =>
  awaited.size === 0
    ? target
    : { ...target, renames: new Map([...target.renames].filter(([, current]) => !awaited.has(current))) };

/** Plans for a target with the names of live links. A rollback calls it with an earlier snapshot as the target. */
export function planTarget(
  target: Target,
  snapshot: Snapshot,
  ownership: Ownership,
  options: LinkPlanOptions,
): Plan {
  return planInWorld(target, worldOf(snapshot), ownership, options);
}
