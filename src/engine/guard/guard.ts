import type { Plan, Problem, Snapshot, Step } from '../../model/index.ts';
import { NetlinkError } from '../../netlink/index.ts';
import type { World } from '../../resources/world.ts';
import { type Session, sshConnection } from '../fib/session.ts';
import type { OpenKernel } from '../look/kernel.ts';
import { endangered } from './endangered.ts';
import { lockOutProblems } from './lock-out.ts';
import { observeSessions } from './observe-sessions.ts';
import { remotesOf } from './tunnel-ends.ts';
import { turning } from './ways.ts';

export interface GuardOptions {
  /** The value of SSH_CONNECTION, which identifies the user's own session. Only called if a session would be cut off. */
  readonly sshConnection?: () => string | undefined;
  /** Whether a session that would be cut off is an error that prevents any write; otherwise it is a warning. */
  readonly refuse: boolean;
}

/** A plan, the observed state that it was made for, and the simulated state after it. */
interface Outlook {
  readonly plan: Plan;
  readonly snapshot: Snapshot;
  readonly after: World;
}

/**
 * One problem for each session that a plan would cut off. Sessions are only observed if a step could cut one off; if the kernel
 * does not list them, there are no problems.
 */
export async function guardSessions(
  kernel: OpenKernel,
  looked: Outlook & { readonly towards?: (addresses: Iterable<string>) => Promise<Outlook> },
  options: GuardOptions,
  observe: typeof observeSessions = observeSessions,
): Promise<Problem[]> {
  if (!looked.plan.steps.some(canHarm)) return [];
  try {
    const sessions = await observe(kernel, looked.snapshot);
    if (sessions.length === 0) return [];
    const ends = farEnds(sessions, looked.snapshot);
    // A session may use routes of others that have not been observed; they matter if a step could change its path.
    const { plan, snapshot, after } =
      looked.towards !== undefined && looked.plan.steps.some(turning(ends))
        ? await looked.towards(ends)
        : looked;
    const found = endangered(sessions, plan.steps, snapshot, after);
    return found.length === 0
      ? []
      : lockOutProblems(found, sshConnection(options.sshConnection?.()), options.refuse);
  } catch (error) {
    if (!(error instanceof NetlinkError)) throw error;
    kernel.trace?.(`the lock-out guard is off: ${error.message}`);
    return [];
  }
}

/** The remote addresses of sessions, and of the tunnels that they may go through. */
const farEnds = (sessions: readonly Session[], { links }: Snapshot): ReadonlySet<string> =>
  new Set([...sessions.map(({ remote }) => remote.address), ...links.flatMap(remotesOf)]);

/**
 * Whether a step could cut a session off. A new link, client, neighbour, FDB entry or FOU port cannot; a new address or route can take
 * precedence over an existing one.
 */
const canHarm = ({ kind, action }: Step): boolean =>
  kind === 'link' || kind === 'client' || kind === 'fou'
    ? action !== 'create'
    : kind === 'address' || kind === 'route' || kind === 'rule';
