import { setTimeout as sleep } from 'node:timers/promises';
import type { Step } from '../../model/index.ts';
import type { Connection } from '../../netlink/index.ts';
import { observeAddresses } from '../../resources/address/observe.ts';
import { KINDS } from '../../resources/link/kinds.ts';
import type { LinkIndex } from '../../resources/room.ts';
import type { Useless } from '../on-links/source-addresses.ts';

/**
 * Duplicate address detection takes one second by default, plus a random delay of up to one (RFC 4862, 5.4); a machine
 * that is busy, as at boot, begins it late.
 */
const LIMIT_MS = 10_000;
const PAUSE_MS = 50;

/** Whether the kernel refuses the step as long as an IPv6 address that it needs is tentative. */
export const needsSource = (step: Step | undefined): boolean =>
  step !== undefined && sourceOf(step) !== undefined;

/**
 * The preferred source of a route (ip6_route_info_create), the local address of a FOU port (udp_sock_create6), that of a link
 * that comes up (geneve_open) or of a tunnel that is made (l2tp_tunnel_sock_create).
 */
function sourceOf({ action, after, changes }: Step): string | undefined {
  if (after?.type === 'route') return after.family === 6 ? (after.from ?? undefined) : undefined;
  if (after?.type === 'fou') return after.family === 6 ? (after.local ?? undefined) : undefined;
  if (after?.type === 'link' && (action === 'create' || action === 'replace')) {
    const needed = KINDS.get(after.kind)?.needsAddress?.(after.attributes);
    if (needed?.includes(':') === true) return needed;
  }
  if (
    after?.type !== 'link' ||
    !changes.some(({ attribute, after: to }) => attribute === 'state' && to === 'up')
  )
    return undefined;
  const source = KINDS.get(after.kind)?.waitsForAddress?.(after.attributes);
  return source?.includes(':') === true ? source : undefined;
}

/** The addresses for which to wait for duplicate address detection: those that steps need, and those that are tried again. */
export const sourcesOf = (steps: readonly Step[]): ReadonlySet<string> =>
  new Set(steps.flatMap((step) => sourceOf(step) ?? renewed(step) ?? []));

/** Whether the step tries an address again that was a duplicate. Whether it still is one decides about the result of the run. */
const renewed = ({ before, after }: Step): string | undefined =>
  before?.type === 'address' && before.dadFailed === true && after?.type === 'address'
    ? after.address
    : undefined;

export const renews = (step: Step): boolean => renewed(step) !== undefined;

/** The source address because of which the kernel would refuse the route; undefined if none is known. */
export function uselessSource(
  { after }: Step,
  useless: ReadonlyMap<string, Useless>,
): { readonly address: string; readonly useless: Useless } | undefined {
  if (after?.type !== 'route' || after.from == null) return undefined;
  const found = useless.get(after.from);
  return found && { address: after.from, useless: found };
}

/** Waits until duplicate address detection is over, for some seconds at most. Returns the addresses that cannot be used, and why. */
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
