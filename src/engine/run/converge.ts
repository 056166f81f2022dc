import { EXIT, NlapplyError, type Plan, type Problem, type Snapshot, type Step } from '../../model/index.ts';
import { thisMachine } from '../../resources/machine.ts';
import { wholeSnapshot } from '../../resources/route/whole-snapshot.ts';
import { carryOut, type Outcome } from '../carry-out/carry-out.ts';
import type { Failure } from '../carry-out/failure.ts';
import { withMore } from '../carry-out/step-list.ts';
import { bySource } from '../checks/problem-order.ts';
import { guardSessions } from '../guard/guard.ts';
import { observe } from '../look/kernel.ts';
import { type Looked, lookAndPlan, lookAsWidely, lookedAt, lookingAfter } from '../look/look.ts';
import type { Looking } from '../look/looking.ts';
import { type Foreseen, foresee } from '../plan/plan.ts';
import { withNewIndexes } from '../record/forget.ts';
import { intendedRecord, type StateRecord } from '../record/record.ts';
import { type Checkpoint, newCheckpoint, withSteps } from '../state/checkpoint.ts';
import { goBack } from '../way-back/go-back.ts';
import { linksMoved } from '../way-back/links-moved.ts';
import { save, saveLater, saveRecord, tidyRecord } from './keep-record.ts';
import type { ApplyOptions, ApplyResult } from './options.ts';
import type { RunContext } from './run-context.ts';

/** The largest number of passes. There is another one after a race, or after an effect that the plan did not foresee. */
const PASSES = 4;

interface Progress {
  readonly plan: Plan;
  readonly checkpoint: Checkpoint;
  /** Steps of all passes: those that succeeded, and all that were tried. A step that failed may have been carried out in part. */
  readonly done: readonly Step[];
  readonly tried: readonly Step[];
  readonly failures: readonly Failure[];
}

/** Observes, plans and carries out, until there is nothing left to do. The last observation is the verification. */
export async function converge(context: RunContext): Promise<ApplyResult> {
  const { options, store } = context;
  const recordBefore = store.load();
  let record = recordBefore;
  const planOptions = { allowRecreate: options.allowRecreate, machine: thisMachine(options.netns) };
  const looked = await lookAndPlan(context.kernel, context.declaration, record, planOptions, {
    writes: true,
  });
  const { snapshot: before } = looked;
  const plan = await guarded(context, looked);
  options.onPlan?.(plan);
  if (plan.problems.some((p) => forbids(p, options))) return result({ plan, failures: [] }, plan.steps);
  if (plan.steps.length === 0) {
    tidyRecord(context, record, looked);
    return result({ plan, failures: [] }, []);
  }
  const checkpoint = newCheckpoint(before, recordBefore, options.files ?? []);
  let progress: Progress = { plan, checkpoint, done: [], tried: [], failures: [] };
  let current: Plan = plan;
  let snapshot = before;
  let { after, looking } = looked;
  for (let pass = 1; current.steps.length > 0; pass++) {
    if (pass === 1) await prepare(context, progress);
    else saveNextSteps(context, progress, current);
    if (pass === 1 && (await linksMoved(snapshot, context.kernel.route))) {
      ({ snapshot, after, looking, plan: current } = await lookAgain(context, looking, record));
      progress = { ...progress, plan: withProblems(plan, current.problems) };
      if (current.steps.length === 0 || current.problems.some((p) => forbids(p, options))) {
        withdraw(context, progress);
        return result(progress, current.steps);
      }
      saveNextSteps(context, progress, current);
    }
    const outcome = await carryOut(current.steps, snapshot, context.kernel, {
      stopOnFailure: options.onError === 'rollback',
      critical: new Set(looked.target.critical?.keys()),
      ...(options.signal !== undefined && { signal: options.signal }),
    });
    progress = {
      ...progress,
      done: withMore(progress.done, outcome.done),
      tried: withMore(progress.tried, current.steps),
      failures: outcome.failures,
    };
    refuseWithoutPrivilege(context, progress, outcome);
    record = saveRecord(context, record, current.steps, outcome, snapshot);
    if (stops(outcome, options)) return await giveUp(context, progress, outcome, record);
    if (!options.verify) return result(progress, []);
    const again = await lookAgain(context, looking, record);
    ({ snapshot, after, looking } = again);
    const next = again.plan;
    progress = { ...progress, plan: withProblems(plan, next.problems) };
    if (next.steps.length > 0 && (pass === PASSES || sameSteps(next, current)))
      return result(progress, next.steps);
    current = next;
  }
  tidyRecord(context, record, { snapshot, after, looking });
  return result({ ...progress, failures: progress.failures.filter((f) => f.passing === undefined) }, []);
}

/** Whether nothing may be changed because of the problem. */
const forbids = ({ stops: all }: Problem, { onError }: ApplyOptions): boolean =>
  all === true || (all === 'unless-continue' && onError !== 'continue');

/** The plan, with a problem for each session that it would cut off. Unless forced, such a problem stops the run. */
async function guarded({ kernel, options }: RunContext, looked: Looked): Promise<Plan> {
  const { plan } = looked;
  const cutOff = await guardSessions(kernel, looked, { ...options, refuse: options.force !== true });
  return cutOff.length === 0 ? plan : { ...plan, problems: [...plan.problems, ...cutOff] };
}

/** The plan with problems that were found later, such as a NIC that has gone, or an address that another host has. */
function withProblems(plan: Plan, later: readonly Problem[]): Plan {
  const known = new Set(plan.problems.map(({ message }) => message));
  const more = later.filter(({ message }) => !known.has(message));
  return more.length === 0 ? plan : { ...plan, problems: bySource([...plan.problems, ...more]) };
}

const warningsOf = ({ problems }: Plan): readonly Problem[] =>
  problems.filter(({ severity }) => severity === 'warning');

/** Observes again, and plans what is left to do. */
const lookAgain = async (
  context: RunContext,
  looking: Looking,
  record: StateRecord,
): Promise<Pick<Looked, 'snapshot' | 'plan' | 'after' | 'looking'>> => {
  const { snapshot, planned, crowded } = await lookAsWidely(context.kernel, looking, (seen) =>
    planNow(context, seen, record),
  );
  return { snapshot, ...planned, looking: lookingAfter(planned, looking, crowded) };
};

/** Plans a later pass. */
function planNow({ declaration, options }: RunContext, snapshot: Snapshot, record: StateRecord): Foreseen {
  return foresee(declaration, snapshot, record, {
    allowRecreate: options.allowRecreate,
    leaveDuplicates: true,
    machine: thisMachine(options.netns),
  });
}

const result = (
  progress: Pick<Progress, 'plan' | 'failures'>,
  remaining: readonly Step[],
  more: Partial<ApplyResult> = {},
): ApplyResult => ({
  plan: progress.plan,
  failures: progress.failures,
  rolledBack: false,
  remaining,
  interrupted: false,
  ...more,
});

const stops = (outcome: Outcome, options: ApplyOptions): boolean =>
  outcome.interrupted ||
  (options.onError === 'rollback' && outcome.failures.some((f) => f.passing === undefined));

const sameSteps = (a: Plan, b: Plan): boolean =>
  a.steps.length === b.steps.length &&
  a.steps.every((step, i) => step.name === b.steps[i]?.name && step.action === b.steps[i]?.action);

/** If every step was refused for lack of a privilege, that is reported as such, and not as failed steps. */
function refuseWithoutPrivilege(context: RunContext, progress: Progress, outcome: Outcome): void {
  const { failures } = outcome;
  if (progress.done.length > 0 || failures.length === 0 || !failures.every(lacksPrivilege)) return;
  withdraw(context, progress);
  throw new NlapplyError(
    'ERR_PRIVILEGE',
    EXIT.privilege,
    'changing the network needs CAP_NET_ADMIN in its namespace',
    {
      hint: 'run as root',
    },
  );
}

/**
 * rtnetlink_rcv_msg says EPERM; EACCES comes from files below /proc/sys and from buses. For an address or a route it says that
 * IPv6 is switched off on the link (addrconf_add_dev, fib6_nh_init).
 */
const lacksPrivilege = ({ code, step }: Failure): boolean =>
  code === 'EPERM' || (code === 'EACCES' && step?.kind !== 'address' && step?.kind !== 'route');

/** Saves, before the first change, the checkpoint and what may become ours: even if the run dies, all that it made is known to be ours. */
async function prepare(context: RunContext, progress: Progress): Promise<void> {
  const { store } = context;
  const { plan } = progress;
  const checkpoint = withSteps(progress.checkpoint, plan.steps);
  store.saveCheckpoint(checkpoint);
  try {
    store.save(intendedRecord(checkpoint.record, plan.steps));
  } catch (error) {
    store.withdrawCheckpoint();
    throw error;
  }
  try {
    await context.beforeWriting?.(checkpoint);
  } catch (error) {
    withdraw(context, progress);
    throw error;
  }
}

/** For a run that changed nothing: puts back the checkpoint and the record that were there before. */
function withdraw(context: RunContext, { checkpoint }: Progress): void {
  saveLater(context, 'checkpoint', (store) => store.withdrawCheckpoint());
  save(context, checkpoint.record);
}

/** Saves, before a later pass, a checkpoint with its steps. */
function saveNextSteps(context: RunContext, { checkpoint, tried }: Progress, { steps }: Plan): void {
  const all = withSteps(checkpoint, withMore(tried, steps));
  saveLater(context, 'checkpoint', (store) => store.saveCheckpoint(all));
}

/** After an interruption, or a failure with `--on-error rollback`: goes back to the state before, unless what succeeded is to be kept. */
async function giveUp(
  context: RunContext,
  progress: Progress,
  outcome: Outcome,
  record: StateRecord,
): Promise<ApplyResult> {
  const more = { interrupted: outcome.interrupted };
  if (context.options.onError === 'continue') {
    const snapshot = await observe(context.kernel, lookedAt(progress.checkpoint.before));
    return result(progress, planNow(context, snapshot, record).plan.steps, more);
  }
  const { tried, done } = progress;
  const { record: recordBefore } = progress.checkpoint;
  const before = wholeSnapshot(progress.checkpoint.before);
  const back = await goBack(tried, before, context.kernel, (text) => context.options.progress?.(text));
  const { plan, left, snapshot, complete: rolledBack } = back;
  if (plan.steps.length === 0 && done.length === 0) {
    saveLater(context, 'checkpoint', (store) => store.withdrawCheckpoint());
    return result(progress, planNow(context, snapshot, record).plan.steps, more);
  }
  if (rolledBack) {
    save(context, withNewIndexes(recordBefore, before, snapshot));
    saveLater(context, 'checkpoint', (store) => store.removeCheckpoint());
  }
  const all = rolledBack ? progress.failures : [...progress.failures, ...back.failures];
  const told = { ...progress, plan: withProblems(progress.plan, warningsOf(plan)) };
  return result({ ...told, failures: all }, left, { ...more, rolledBack });
}
