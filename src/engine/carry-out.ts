import {
  type Item,
  isRun,
  NlapplyError,
  partsOf,
  type Snapshot,
  type Step,
  type StepRun,
  stepsBesideRuns,
} from '../model/index.ts';
import { lowersOf } from '../model/language/references.ts';
import { NetlinkError, NLM_F, type Request } from '../netlink/index.ts';
import { linkIndex } from '../resources/link/index-table.ts';
import { linksNamedBy } from '../resources/links-named.ts';
import { type Call, isCall, type Kernel, type LinkIndex, type Order } from '../resources/room.ts';
import { packedRequests } from '../resources/route/packed-requests.ts';
import { type Failure, failure, isGone, type Refusal } from './failure.ts';
import { ROOMS } from './rooms.ts';
import { type Useless, uselessText } from './source-addresses.ts';
import { needsSource, renews, sourcesOf, uselessSource, waitForSources } from './sources.ts';
import { type StepList, stepList } from './step-list.ts';

export interface Outcome {
  readonly done: readonly Step[];
  /** Steps of links that failed in part: the link was made, or some of it changed. */
  readonly begun: readonly Step[];
  readonly failures: readonly Failure[];
  readonly interrupted: boolean;
}

/** The kernel, and who is told what is done beside netlink. */
export interface TracedKernel extends Kernel {
  readonly trace?: ((line: string) => void) | undefined;
}

export interface CarryOutOptions {
  readonly signal?: AbortSignal;
  /** Names of links that must not go down: no second way that takes them down. */
  readonly critical?: ReadonlySet<string>;
  /** Stop at the first failure that is not passing. */
  readonly stopOnFailure: boolean;
}

/** Requests that go to the kernel together; between two such groups a run can be interrupted. */
const GROUP = 128;

interface Job {
  readonly step: Step;
  readonly orders: readonly Order[];
}

/** What has become of the steps so far. */
interface Tally {
  readonly done: StepList;
  readonly begun: Step[];
  readonly failures: Failure[];
}

/** Carries out steps in their order, many messages at a time; every refusal is matched to its step. */
export async function carryOut(
  steps: readonly Step[],
  snapshot: Snapshot,
  kernel: TracedKernel,
  options: CarryOutOptions,
): Promise<Outcome> {
  const index = linkIndex(snapshot.links.map((link) => [link.name, link.index ?? 0]));
  const tally: Tally = { done: stepList(), begun: [], failures: [] };
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
        await sendRun(part, at, isThere, requestsOf, kernel, index, tally, options.critical);
      }
      continue;
    }
    for (let at = 0; at < part.length && !hasFailed(); ) {
      if (isInterrupted()) return outcome(true);
      if (useless === undefined && needsSource(part[at]))
        useless = await waitForSources(sourcesOf(beside), kernel.route, index, options.signal);
      const { jobs, next } = gather(part, at, useless, index, tally.failures);
      at = next;
      await send(jobs, kernel, index, tally, options.critical);
    }
  }
  if (useless === undefined && beside.some(renews))
    await waitForSources(sourcesOf(beside), kernel.route, index, options.signal);
  return outcome(false);
}

/**
 * Some steps of a run, which become objects where the kernel refuses one of them, or a link is missing.
 * @param isThere of each device, whether its link is
 */
async function sendRun(
  run: StepRun,
  from: number,
  isThere: readonly boolean[],
  requestsOf: ReturnType<typeof packedRequests>,
  kernel: TracedKernel,
  index: LinkIndex,
  tally: Tally,
  critical?: ReadonlySet<string>,
): Promise<void> {
  const { seen } = run;
  const to = Math.min(from + GROUP, run.numbers.length);
  const numbers = run.numbers.subarray(from, to);
  const steps = (): Step[] => Array.from(numbers, run.stepOf);
  if (isThere.includes(false) && !numbers.every((number) => isThere[seen.routes.on[number] ?? 0] === true)) {
    const { jobs } = gather(steps(), 0, undefined, index, tally.failures);
    return await send(jobs, kernel, index, tally, critical);
  }
  const requests = requestsOf(numbers);
  const errors = await kernel.route.batch(requests);
  if (errors.size === 0) return tally.done.pushRun(run, from, to);
  const jobs = steps().map((step, nth): Job => ({ step, orders: requests.slice(nth, nth + 1) }));
  await settle(jobs, errors, kernel, index, tally, critical);
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
    // What stands on a link goes only once it is known that the link has the index it was given.
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
    } catch (error) {
      if (!(error instanceof NlapplyError)) throw error;
      // What is to be on a link that could not be made, or a port of it, fails with it: that has been told.
      if (!follows(step, failures, index))
        failures.push({ step, code: error.code, message: error.message, passing: true });
    }
  }
  return { jobs, next };
}

/** Whether a step needs a link that could not be made. */
function follows({ after }: Step, failures: readonly Failure[], index: LinkIndex): boolean {
  if (after === null || failures.length === 0) return false;
  const missing = new Set(
    linksNeededBy(after).filter((name) => typeof name === 'string' && !index.has(name)),
  );
  return failures.some(({ step }) => step?.after?.type === 'link' && missing.has(step.after.name));
}

const linksNeededBy = (item: Item): readonly unknown[] =>
  item.type === 'link' ? [item.attributes['master'], ...lowersOf(item.attributes)] : linksNamedBy(item);

async function send(
  jobs: readonly Job[],
  kernel: TracedKernel,
  index: LinkIndex,
  tally: Tally,
  critical?: ReadonlySet<string>,
): Promise<void> {
  const all: Order[] = [];
  jobs.forEach(({ orders }) => {
    orders.forEach((order) => {
      all.push(order);
    });
  });
  await settle(jobs, await sendAll(all, kernel), kernel, index, tally, critical);
}

/** Sorts what was tried into what is done and what failed, once there is no second way left. */
async function settle(
  jobs: readonly Job[],
  errors: ReadonlyMap<number, Refusal>,
  kernel: TracedKernel,
  index: LinkIndex,
  { done, begun, failures }: Tally,
  critical: ReadonlySet<string> = new Set(),
): Promise<void> {
  if (errors.size === 0) {
    jobs.forEach(({ step }) => {
      done.push(step);
    });
    return;
  }
  let next = 0;
  for (const job of jobs) {
    const { step } = job;
    const { orders, errors: said, at } = await inExactWords({ ...job, errors, at: next }, kernel, index);
    next += job.orders.length;
    const first = firstError(said, at, orders);
    const error = first?.error;
    const began = error !== undefined && cameIntoBeing(orders, said, at);
    if (error !== undefined && !began && step.after?.type === 'link') index.forget(step.after.name);
    if (error === undefined || isGone(step, error)) done.push(step);
    else if (!concerns(step, critical) && (await takeDetour(step, error, kernel, index))) done.push(step);
    else if (!follows(step, failures, index)) {
      failures.push(failure(step, error, first?.order));
      if (began && step.after?.type === 'link') begun.push(step);
    }
  }
}

/** What was tried for a step, and which of it failed, by indexes that begin at `at`. */
interface Tried extends Job {
  readonly errors: ReadonlyMap<number, Refusal>;
  readonly at: number;
}

/** When the message that was to make an object is refused, it is made in smaller ones: their errors say what it was. */
async function inExactWords(tried: Tried, kernel: TracedKernel, index: LinkIndex): Promise<Tried> {
  const { step, orders, errors, at } = tried;
  const first = firstError(errors, at, orders);
  if (first === undefined || !makes(first.order)) return tried;
  const apart = ROOMS[step.kind].apart?.(step, index);
  return apart === undefined ? tried : { step, orders: apart, errors: await sendAll(apart, kernel), at: 0 };
}

/** Many requests at a time; a call waits for what comes before it. The errors by index of their orders. */
async function sendAll(
  orders: readonly Order[],
  kernel: TracedKernel,
): Promise<ReadonlyMap<number, Refusal>> {
  if (!orders.some(isCall)) return kernel.route.batch(orders as readonly Request[]);
  const errors = new Map<number, Refusal>();
  for (let at = 0; at < orders.length; ) {
    const order = orders[at];
    if (order !== undefined && isCall(order)) {
      const error = await call(order, kernel);
      if (error !== undefined) errors.set(at, error);
      at += 1;
      continue;
    }
    const requests: Request[] = [];
    for (const next of orders.slice(at)) {
      if (isCall(next)) break;
      requests.push(next);
    }
    for (const [i, error] of await kernel.route.batch(requests)) errors.set(at + i, error);
    at += requests.length;
  }
  return errors;
}

async function call({ text, run }: Call, kernel: TracedKernel): Promise<Refusal | undefined> {
  kernel.trace?.(text);
  try {
    await run(kernel);
    return undefined;
  } catch (error) {
    if (error instanceof NetlinkError || error instanceof NlapplyError) return error;
    throw error;
  }
}

/** The first of a step's orders that failed, and what the kernel said. */
function firstError(
  errors: ReadonlyMap<number, Refusal>,
  from: number,
  orders: readonly Order[],
): { readonly error: Refusal; readonly order: Order } | undefined {
  if (errors.size === 0) return undefined;
  for (const [i, order] of orders.entries()) {
    const error = errors.get(from + i);
    if (error !== undefined) return { error, order };
  }
  return undefined;
}

const concerns = ({ after }: Step, links: ReadonlySet<string>): boolean =>
  after?.type === 'link' && links.has(after.name);

/** Whether the requests that make something succeeded. */
function cameIntoBeing(
  orders: readonly Order[],
  errors: ReadonlyMap<number, Refusal>,
  from: number,
): boolean {
  return orders.every((order, i) => !makes(order) || !errors.has(from + i));
}

const makes = (order: Order): boolean =>
  isCall(order) ? order.makes === true : ((order.flags ?? 0) & NLM_F.CREATE) !== 0;

async function takeDetour(
  step: Step,
  error: Refusal,
  kernel: TracedKernel,
  index: LinkIndex,
): Promise<boolean> {
  const orders = ROOMS[step.kind].detour?.(step, error.code, index);
  if (orders === undefined) return false;
  return (await sendAll(orders, kernel)).size === 0;
}
