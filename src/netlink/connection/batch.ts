import { breathe, type Channel } from './channel.ts';
import { Chunk, type Hooks, MESSAGES, type Outcomes } from './chunk.ts';
import { NetlinkError } from './netlink-error.ts';
import { type Request, typeName } from './request.ts';

/** How long to hold the event loop before others have a turn, in milliseconds. */
const SLICE = 10;

/** Milliseconds of a clock that only goes on. Not performance.now(): who asks for that first loads all of perf_hooks. */
const now = (): number => process.uptime() * 1000;

export interface BatchOptions {
  /**
   * Checked between sends. If it is aborted, the requests that are not sent yet are reported with the code
   * ERR_NETLINK_ABORTED.
   */
  readonly signal?: AbortSignal | undefined;
}

/** Sends requests in as few sends as the buffers allow; tells by index which of them failed, and how. */
export async function runBatch(
  channel: Channel,
  requests: readonly Request[],
  hooks: Hooks,
  { signal }: BatchOptions = {},
): Promise<Outcomes> {
  const outcomes: Outcomes = new Map();
  let since = now();
  for (let next = 0; next < requests.length; ) {
    if (signal?.aborted) return abortFrom(next, requests, outcomes, signal);
    const first = channel.sequence(Math.min(MESSAGES, requests.length - next));
    const chunk = new Chunk(channel, requests, hooks, outcomes, first);
    next = chunk.write(next);
    await chunk.run();
    if (now() - since < SLICE) continue;
    await breathe();
    since = now();
  }
  return outcomes;
}

function abortFrom(
  next: number,
  requests: readonly Request[],
  outcomes: Outcomes,
  signal: AbortSignal,
): Outcomes {
  requests.slice(next).forEach((request, i) => {
    const details = { reason: 'aborted before it was sent', cause: signal.reason as unknown };
    const name = { type: typeName(request), seq: 0 };
    outcomes.set(next + i, new NetlinkError({ code: 'ERR_NETLINK_ABORTED', request: name, ...details }));
  });
  return outcomes;
}
