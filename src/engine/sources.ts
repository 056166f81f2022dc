import { setTimeout as sleep } from 'node:timers/promises';
import type { Step } from '../model/index.ts';
import type { Connection } from '../netlink/index.ts';
import { addresses } from '../resources/address/address.ts';
import { KINDS } from '../resources/link/kinds.ts';
import type { LinkIndex } from '../resources/room.ts';

/** Duplicate address detection takes one second by default, plus a random delay of up to one (RFC 4862, 5.4). */
const LIMIT_MS = 4000;
const PAUSE_MS = 50;

/** Whether the kernel refuses the step while an IPv6 address is tentative that it needs. */
export const needsSource = (step: Step | undefined): boolean =>
  step !== undefined && sourceOf(step) !== undefined;

/** The preferred source of a route (ip6_route_info_create), or what a link that comes up speaks from (geneve_open). */
function sourceOf({ after, changes }: Step): string | undefined {
  if (after?.type === 'route') return after.family === 6 ? (after.from ?? undefined) : undefined;
  if (
    after?.type !== 'link' ||
    !changes.some(({ attribute, after: to }) => attribute === 'state' && to === 'up')
  )
    return undefined;
  const source = KINDS.get(after.kind)?.waitsForAddress?.(after.attributes);
  return source?.includes(':') === true ? source : undefined;
}

/**
 * Waits until the addresses that `steps` need have passed duplicate address detection, or a few seconds are over. Returns
 * those that have not.
 */
export async function waitForSources(
  steps: readonly Step[],
  connection: Connection,
  index: LinkIndex,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  const sources = new Set(steps.flatMap((step) => sourceOf(step) ?? []));
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const live = await addresses.observe(connection, index, []);
    const waiting = live.flatMap((a) => (a.tentative === true && sources.has(a.address) ? [a.address] : []));
    if (waiting.length === 0 || Date.now() >= deadline || signal?.aborted === true) return new Set(waiting);
    await sleep(PAUSE_MS);
  }
}
