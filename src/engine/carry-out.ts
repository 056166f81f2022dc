import { NlapplyError, type Snapshot, type Step } from '../model/index.ts';
import { type Connection, type NetlinkError, NLM_F, type Request } from '../netlink/index.ts';
import { linkIndex } from '../resources/link/index-table.ts';
import type { LinkIndex } from '../resources/room.ts';
import { type Failure, failure, isGone } from './failure.ts';
import { ROOMS } from './rooms.ts';
import { needsSource, waitForSources } from './sources.ts';

export interface Outcome {
  readonly done: readonly Step[];
  /** Steps of links that failed in part: the link was made, or some of it changed. */
  readonly begun: readonly Step[];
  readonly failures: readonly Failure[];
  readonly interrupted: boolean;
}

export interface CarryOutOptions {
  readonly signal?: AbortSignal;
  /** Stop at the first failure that is not passing. */
  readonly stopOnFailure: boolean;
}

/** Requests that go to the kernel together; between two such groups a run can be interrupted. */
const GROUP = 128;

interface Job {
  readonly step: Step;
  readonly requests: readonly Request[];
}

/** Carries out steps in their order, many messages at a time; every refusal is matched to its step. */
export async function carryOut(
  steps: readonly Step[],
  snapshot: Snapshot,
  connection: Connection,
  options: CarryOutOptions,
): Promise<Outcome> {
  const index = linkIndex(snapshot.links.map((link) => [link.name, link.index ?? 0]));
  const done: Step[] = [];
  const begun: Step[] = [];
  const failures: Failure[] = [];
  let waited = false;
  for (let at = 0; at < steps.length; ) {
    if (options.signal?.aborted === true) return { done, begun, failures, interrupted: true };
    if (!waited && needsSource(steps[at])) {
      await waitForSources(steps.slice(at), connection, index, options.signal);
      waited = true;
    }
    const { jobs, next } = gather(steps, at, waited, index, failures);
    at = next;
    await send(jobs, connection, index, { done, begun, failures });
    if (options.stopOnFailure && failures.some((f) => f.passing === undefined)) break;
  }
  return { done, begun, failures, interrupted: false };
}

function gather(
  steps: readonly Step[],
  from: number,
  waited: boolean,
  index: LinkIndex,
  failures: Failure[],
): { jobs: Job[]; next: number } {
  const jobs: Job[] = [];
  let next = from;
  for (let count = 0; next < steps.length && count < GROUP; next++) {
    const step = steps[next];
    if (step === undefined || (!waited && needsSource(step))) break;
    // What stands on a link goes only once it is known that the link has the index it was given.
    if (jobs.length > 0 && (step.kind === 'link') !== (jobs[0]?.step.kind === 'link')) break;
    try {
      const requests = ROOMS[step.kind].requests(step, index);
      jobs.push({ step, requests });
      count += requests.length;
    } catch (error) {
      if (!(error instanceof NlapplyError)) throw error;
      failures.push({ step, code: error.code, message: error.message, passing: true });
    }
  }
  return { jobs, next };
}

async function send(
  jobs: readonly Job[],
  connection: Connection,
  index: LinkIndex,
  { done, begun, failures }: { done: Step[]; begun: Step[]; failures: Failure[] },
): Promise<void> {
  const errors = await connection.batch(jobs.flatMap((job) => job.requests));
  let at = 0;
  for (const { step, requests } of jobs) {
    const error = firstError(errors, at, requests.length);
    const began = error !== undefined && cameIntoBeing(requests, errors, at);
    if (error !== undefined && !began && step.after?.type === 'link') index.forget(step.after.name);
    at += requests.length;
    if (error === undefined || isGone(step, error)) done.push(step);
    else if (await takeDetour(step, error, connection, index)) done.push(step);
    else {
      failures.push(failure(step, error));
      if (began && step.after?.type === 'link') begun.push(step);
    }
  }
}

function firstError(
  errors: ReadonlyMap<number, NetlinkError>,
  from: number,
  count: number,
): NetlinkError | undefined {
  if (errors.size === 0) return undefined;
  for (let i = from; i < from + count; i++) {
    const error = errors.get(i);
    if (error !== undefined) return error;
  }
  return undefined;
}

/** Whether the requests that make something succeeded. */
function cameIntoBeing(
  requests: readonly Request[],
  errors: ReadonlyMap<number, NetlinkError>,
  from: number,
): boolean {
  return requests.every(({ flags = 0 }, i) => (flags & NLM_F.CREATE) === 0 || !errors.has(from + i));
}

async function takeDetour(
  step: Step,
  error: NetlinkError,
  connection: Connection,
  index: LinkIndex,
): Promise<boolean> {
  const requests = ROOMS[step.kind].detour?.(step, error.code, index);
  if (requests === undefined) return false;
  return (await connection.batch(requests)).size === 0;
}
