import {
  isRun,
  NlapplyError,
  partsOf,
  type Snapshot,
  type Step,
  type StepRun,
  stepsBesideRuns,
} from '../../model/index.ts';
import { linkIndex } from '../../resources/link/index-table.ts';
import { isCall, type LinkIndex, type Order } from '../../resources/room.ts';
import { ROOMS } from '../../resources/rooms.ts';
import { packedRequests } from '../../resources/route/packed-requests.ts';
import { type Useless, uselessText } from '../on-links/source-addresses.ts';
import type { Failure } from './failure.ts';
import { sendAll, type TracedKernel } from './send-orders.ts';
import { type Carrying, follows, type Job, settle, type Tally } from './settle.ts';
import { needsSource, renews, sourcesOf, uselessSource, waitForSources } from './sources.ts';
import { stepList } from './step-list.ts';

export interface Outcome {
  readonly done: readonly Step[];
  /** Steps of links that failed in part: the link was created, or some of its attributes were changed. */
  readonly begun: readonly Step[];
  readonly failures: readonly Failure[];
  readonly interrupted: boolean;
}

export interface CarryOutOptions {
  readonly signal?: AbortSignal;
  /** Names of links that must not go down. For these, no detour is tried that takes them down. */
  readonly critical?: ReadonlySet<string>;
  /** Whether to stop at the first failure that is not temporary. */
  readonly stopOnFailure: boolean;
}

/** Number of requests to send at once. A run can be interrupted between two such groups. */
const GROUP = 128;

/** Carries out steps in order, many messages at a time, and matches each error to its step. */
export async function carryOut(
  steps: readonly Step[],
  snapshot: Snapshot,
  kernel: TracedKernel,
  options: CarryOutOptions,
): Promise<Outcome> {
  const index = linkIndex(snapshot.links.map((link) => [link.name, link.index ?? 0]));
  const tally: Tally = { done: stepList(), begun: [], failures: [] };
  const carrying: Carrying = { kernel, index, tally, critical: options.critical ?? new Set() };
  const outcome = (interrupted: boolean): Outcome => ({ ...tally, done: tally.done.steps(), interrupted });
  const isInterrupted = (): boolean => options.signal?.aborted === true;
  const hasFailed = (): boolean =>
    options.stopOnFailure && tally.failures.some((f) => f.passing === undefined);
  const beside = stepsBesideRuns(steps);
  let useless: ReadonlyMap<string, Useless> | undefined;
  for (const part of partsOf(steps)) {
    if (isRun(part)) {
      const requestsOf = packedRequests(part.seen, index);
      const isThere = part.seen.links.map((name) => name !== undefined && index.has(name));
      for (let at = 0; at < part.numbers.length && !hasFailed(); at += GROUP) {
        if (isInterrupted()) return outcome(true);
        await sendRun(part, at, isThere, requestsOf, carrying);
      }
      continue;
    }
    for (let at = 0; at < part.length && !hasFailed(); ) {
      if (isInterrupted()) return outcome(true);
      if (useless === undefined && needsSource(part[at]))
        useless = await waitForSources(sourcesOf(beside), kernel.route, index, options.signal);
      const { jobs, next } = gather(part, at, useless, index, tally.failures);
      // What a link waited for says nothing of the addresses that come after the links.
      if (part[at]?.kind === 'link') useless = undefined;
      at = next;
      await send(jobs, carrying);
    }
  }
  if (useless === undefined && beside.some(renews))
    await waitForSources(sourcesOf(beside), kernel.route, index, options.signal);
  return outcome(false);
}

/**
 * Sends some steps of a run. They only become objects if the kernel refuses one of them, or if a link is missing.
 * @param isThere for each device, whether its link exists
 */
async function sendRun(
  run: StepRun,
  from: number,
  isThere: readonly boolean[],
  requestsOf: ReturnType<typeof packedRequests>,
  carrying: Carrying,
): Promise<void> {
  const { kernel, index, tally } = carrying;
  const { seen } = run;
  const to = Math.min(from + GROUP, run.numbers.length);
  const numbers = run.numbers.subarray(from, to);
  const steps = (): Step[] => Array.from(numbers, run.stepOf);
  if (isThere.includes(false) && !numbers.every((number) => isThere[seen.routes.on[number] ?? 0] === true)) {
    const { jobs } = gather(steps(), 0, undefined, index, tally.failures);
    return await send(jobs, carrying);
  }
  const requests = requestsOf(numbers);
  const errors = await kernel.route.batch(requests);
  if (errors.size === 0) return tally.done.pushRun(run, from, to);
  const jobs = steps().map((step, nth): Job => ({ step, orders: requests.slice(nth, nth + 1) }));
  await settle(jobs, errors, carrying);
}

function gather(
  steps: readonly Step[],
  from: number,
  useless: ReadonlyMap<string, Useless> | undefined,
  index: LinkIndex,
  failures: Failure[],
): { jobs: Job[]; next: number } {
  const jobs: Job[] = [];
  let next = from;
  for (let count = 0; next < steps.length && count < GROUP; next++) {
    const step = steps[next];
    if (step === undefined || (useless === undefined && needsSource(step))) break;
    // Objects on a link are only sent when it is certain that the link has got the index that was asked for.
    if (jobs.length > 0 && (step.kind === 'link') !== (jobs[0]?.step.kind === 'link')) break;
    const source = useless && uselessSource(step, useless);
    if (source !== undefined) {
      const message = uselessText(source.address, source.useless);
      failures.push({ step, code: 'ERR_SOURCE_USELESS', message, passing: true });
      continue;
    }
    try {
      const orders = ROOMS[step.kind].requests(step, index);
      jobs.push({ step, orders });
      count += orders.length;
      // What follows may need the link under the index that the kernel gives to it.
      if (orders.some((order) => isCall(order) && order.makes === true)) {
        next += 1;
        break;
      }
    } catch (error) {
      if (!(error instanceof NlapplyError)) throw error;
      // If a link could not be created, what needs it fails as well. Only the first failure is reported.
      if (!follows(step, failures, index))
        failures.push({ step, code: error.code, message: error.message, passing: true });
    }
  }
  return { jobs, next };
}

async function send(jobs: readonly Job[], carrying: Carrying): Promise<void> {
  const all: Order[] = [];
  jobs.forEach(({ orders }) => {
    orders.forEach((order) => {
      all.push(order);
    });
  });
  await settle(jobs, await sendAll(all, carrying.kernel), carrying);
}
