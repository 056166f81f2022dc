import type { Item, Step } from '../../model/index.ts';
import { lowersOf } from '../../model/language/references.ts';
import { NLM_F } from '../../netlink/index.ts';
import { linksNamedBy } from '../../resources/links-named.ts';
import { isCall, type LinkIndex, type Order } from '../../resources/room.ts';
import { ROOMS } from '../../resources/rooms.ts';
import { type Failure, failure, isGone, type Refusal } from './failure.ts';
import { sendAll, type TracedKernel } from './send-orders.ts';
import type { StepList } from './step-list.ts';

/** The results of the steps so far. */
export interface Tally {
  readonly done: StepList;
  readonly begun: Step[];
  readonly failures: Failure[];
}

export interface Job {
  readonly step: Step;
  readonly orders: readonly Order[];
}

/** What the steps are carried out with, and the results so far. */
export interface Carrying {
  readonly kernel: TracedKernel;
  readonly index: LinkIndex;
  readonly tally: Tally;
  /** Names of links that must not go down. */
  readonly critical: ReadonlySet<string>;
}

/** Sorts the steps into those that are done and those that failed, after trying a detour for those that were refused. */
export async function settle(
  jobs: readonly Job[],
  errors: ReadonlyMap<number, Refusal>,
  { kernel, index, tally: { done, begun, failures }, critical }: Carrying,
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

/** The orders of a step, and errors by index; that of its first order is `at`. */
interface Tried extends Job {
  readonly errors: ReadonlyMap<number, Refusal>;
  readonly at: number;
}

/** If the message that creates an object is refused, tries it again in several smaller ones, whose errors are more exact. */
async function inExactWords(tried: Tried, kernel: TracedKernel, index: LinkIndex): Promise<Tried> {
  const { step, orders, errors, at } = tried;
  const first = firstError(errors, at, orders);
  if (first === undefined || !makes(first.order)) return tried;
  const apart = ROOMS[step.kind].apart?.(step, index);
  return apart === undefined ? tried : { step, orders: apart, errors: await sendAll(apart, kernel), at: 0 };
}

/** The first order of a step that failed, with its error. */
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

/** Whether the orders that create something succeeded. */
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

/** Whether the step needs a link that could not be created. */
export function follows({ after }: Step, failures: readonly Failure[], index: LinkIndex): boolean {
  if (after === null || failures.length === 0) return false;
  const missing = new Set(
    linksNeededBy(after).filter((name) => typeof name === 'string' && !index.has(name)),
  );
  return failures.some(({ step }) => step?.after?.type === 'link' && missing.has(step.after.name));
}

const linksNeededBy = (item: Item): readonly unknown[] =>
  item.type === 'link' ? [item.attributes['master'], ...lowersOf(item.attributes)] : linksNamedBy(item);
