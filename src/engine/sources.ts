import { setTimeout as sleep } from 'node:timers/promises';
import type { Step } from '../model/index.ts';
import type { Connection } from '../netlink/index.ts';
import { observeAddresses } from '../resources/address/observe.ts';
import { KINDS } from '../resources/link/kinds.ts';
import type { LinkIndex } from '../resources/room.ts';
import type { Useless } from './source-addresses.ts';

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

/** The addresses that steps need to have passed duplicate address detection, and those that are asked for anew. */
export const sourcesOf = (steps: readonly Step[]): ReadonlySet<string> =>
  new Set(steps.flatMap((step) => sourceOf(step) ?? renewed(step) ?? []));

/** An address that was another host's when it was asked for last; whether it still is decides what became of the run. */
const renewed = ({ before, after }: Step): string | undefined =>
  before?.type === 'address' && before.dadFailed === true && after?.type === 'address'
    ? after.address
    : undefined;

export const renews = (step: Step): boolean => renewed(step) !== undefined;

/** The route's source that keeps the kernel from taking it; undefined when none does, as far as we know. */
export function uselessSource(
  { after }: Step,
  useless: ReadonlyMap<string, Useless>,
): { readonly address: string; readonly useless: Useless } | undefined {
  if (after?.type !== 'route' || after.from == null) return undefined;
  const found = useless.get(after.from);
  return found && { address: after.from, useless: found };
}

/** Waits until addresses have passed duplicate address detection, or a few seconds are over. Returns those of no use, and why. */
export async function waitForSources(
  sources: ReadonlySet<string>,
  connection: Connection,
  index: LinkIndex,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Useless>> {
  const deadline = Date.now() + LIMIT_MS;
  for (;;) {
    const live = await observeAddresses(connection, index);
    const asked = live.filter((a) => sources.has(a.address));
    const waiting = asked.some((a) => a.tentative === true && a.dadFailed !== true);
    if (waiting && Date.now() < deadline && signal?.aborted !== true) {
      await sleep(PAUSE_MS);
      continue;
    }
    const usable = new Set(asked.flatMap((a) => (a.tentative === true ? [] : [a.address])));
    return new Map(
      asked.flatMap((a): [string, Useless][] => {
        if (usable.has(a.address)) return [];
        return [[a.address, { link: a.link, why: a.dadFailed === true ? 'duplicate' : 'tentative' }]];
      }),
    );
  }
}
