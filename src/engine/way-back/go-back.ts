import { hasRuns, type Plan, type Problem, type Snapshot, type Step } from '../../model/index.ts';
import { carryOut } from '../carry-out/carry-out.ts';
import type { Failure } from '../carry-out/failure.ts';
import type { TracedKernel } from '../carry-out/send-orders.ts';
import { withoutMtusOfPorts, withoutMtusOfTakers } from '../checks/mtus-of-ports.ts';
import { KEEPS_ADDRESS } from '../links/kept-addresses.ts';
import { observe } from '../look/kernel.ts';
import { lookedAt } from '../look/look.ts';
import { withNameServiceOf, withoutTaken } from '../plan/name-service.ts';
import { planTarget } from '../plan/plan.ts';
import { withUntoldOf } from '../record/untold.ts';
import type { Target } from '../target/target.ts';
import { withoutDownsOfPaths } from './downs-of-paths.ts';
import { GONE_MEANWHILE } from './gone-meanwhile.ts';
import { wayBack } from './way-back.ts';

/**
 * The most times that steps are carried out: a rollback can remove more than foreseen, as links take others along, and others may
 * interfere.
 */
const PASSES = 4;

export interface WentBack {
  /** The steps that the first observation showed to be necessary. */
  readonly plan: Plan;
  /** Steps that would still be needed; empty if there are none. */
  readonly left: readonly Step[];
  /** Steps that the kernel refused, and objects that could not be planned. */
  readonly failures: readonly Failure[];
  /** Whether everything is as before. */
  readonly complete: boolean;
  /** The state that was observed last. */
  readonly snapshot: Snapshot;
}

/** Undoes steps, any part of which may have been carried out, until the state is that of `before` again. */
export async function goBack(
  steps: readonly Step[],
  before: Snapshot,
  found: TracedKernel,
  say: (text: string) => void,
): Promise<WentBack> {
  // The steps are iterated several times; runs of steps are expanded only once.
  const all = hasRuns(steps) ? [...steps] : steps;
  const kernel = withNameServiceOf(before, found);
  let plan: Plan | undefined;
  let failures: readonly Failure[] = [];
  for (let pass = 1; ; pass++) {
    const seen = await observe(kernel, lookedAt(before));
    // What this way back makes itself is as it was.
    const snapshot = pass === 1 ? withUntoldOf(all, before, seen) : seen;
    const way = wayBack(all, before, snapshot);
    const { target, problems } = withoutTaken(way.target, snapshot);
    const planned = (some: Target): Plan =>
      planTarget(some, snapshot, way.ownership, { allowRecreate: true });
    const first = (): Target => {
      const free = withoutMtusOfTakers(withoutMtusOfPorts(target, before, snapshot), before, snapshot);
      return withoutDownsOfPaths(free, snapshot);
    };
    const early = pass === 1 ? planned(first()) : undefined;
    const now = early === undefined || early.steps.length === 0 ? planned(target) : early;
    plan = withFirst(plan, { ...now, problems: [...now.problems, ...way.problems, ...problems] }, pass);
    if (now.steps.length === 0 || pass > PASSES) {
      const impossible = now.problems.filter(isMissed).map(unplanned);
      const complete = now.steps.length + impossible.length === 0;
      return { plan, left: now.steps, failures: [...failures, ...impossible], complete, snapshot };
    }
    if (pass === 1) say('rolling back');
    failures = (await carryOut(now.steps, snapshot, kernel, { stopOnFailure: false })).failures;
  }
}

/**
 * The plan to report: the steps of the first pass, those of the second one that take down links which had to stay up in the
 * first, and problems of later passes with a code in `TOLD_LATE`.
 */
function withFirst(given: Plan | undefined, later: Plan, pass: number): Plan {
  if (given === undefined) return later;
  const first = pass === 2 ? withDowns(given, later.steps) : given;
  const known = new Set(first.problems.map(({ message }) => message));
  const more = later.problems.filter(({ code, message }) => TOLD_LATE.has(code) && !known.has(message));
  return more.length === 0 ? first : { ...first, problems: [...first.problems, ...more] };
}

function withDowns(first: Plan, later: readonly Step[]): Plan {
  const known = new Set(first.steps.flatMap((step) => (goesDown(step) ? [step.name] : [])));
  const more = later.filter((step) => goesDown(step) && !known.has(step.name));
  return more.length === 0 ? first : { ...first, steps: [...first.steps, ...more] };
}

const goesDown = ({ kind, changes }: Step): boolean =>
  kind === 'link' && changes.some(({ attribute, after }) => attribute === 'state' && after === 'down');

const TOLD_LATE: ReadonlySet<string> = new Set([GONE_MEANWHILE, KEEPS_ADDRESS]);

/**
 * Whether the problem means that something is not as before. A link that was up and now stays down because its lower device is
 * down counts.
 */
const isMissed = ({ severity, code }: Problem): boolean => severity === 'error' || code === 'link-down';

const unplanned = ({ code, message, hint }: Problem): Failure => ({
  step: null,
  code,
  message,
  ...(hint !== undefined && { hint }),
});
