import { setTimeout as sleep } from 'node:timers/promises';
import type { Step } from '../model/index.ts';
import type { Connection } from '../netlink/index.ts';
import { addresses } from '../resources/address/address.ts';
import type { LinkIndex } from '../resources/room.ts';

/** Duplicate address detection takes one second by default, plus a random delay of up to one (RFC 4862, 5.4). */
const LIMIT_MS = 4000;
const PAUSE_MS = 50;

/** Whether the step makes an IPv6 route that prefers a source: the kernel refuses one that is still tentative (ip6_route_info_create). */
export function needsSource(step: Step | undefined): boolean {
  const route = step?.after;
  return route?.type === 'route' && route.family === 6 && route.from != null;
}

/** Waits until the preferred sources of the routes in `steps` have passed duplicate address detection, or a few seconds are over. */
export async function waitForSources(
  steps: readonly Step[],
  connection: Connection,
  index: LinkIndex,
  signal: AbortSignal | undefined,
): Promise<void> {
  const sources = new Set(
    steps.flatMap(({ after }) => (after?.type === 'route' && after.from != null ? [after.from] : [])),
  );
  const deadline = Date.now() + LIMIT_MS;
  while (Date.now() < deadline && signal?.aborted !== true) {
    const live = await addresses.observe(connection, index, []);
    if (!live.some((a) => a.tentative === true && sources.has(a.address))) return;
    await sleep(PAUSE_MS);
  }
}
