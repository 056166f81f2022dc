import type { Plan, Problem, Snapshot, Step } from '../../model/index.ts';
import { NetlinkError } from '../../netlink/index.ts';
import type { World } from '../../resources/world.ts';
import type { OpenKernel } from '../kernel.ts';
import { endangered } from './endangered.ts';
import { lockOutProblems } from './lock-out.ts';
import { observeSessions } from './observe-sessions.ts';
import { type Session, sshConnection } from './session.ts';
import { remotesOf } from './tunnel-ends.ts';
import { turning } from './ways.ts';

export interface GuardOptions {
  /** What SSH_CONNECTION says: the session that the user is typing in. Asked for when a session would be cut off. */
  readonly sshConnection?: () => string | undefined;
  /** Whether nothing may be written when somebody would be cut off; otherwise it is a warning. */
  readonly refuse: boolean;
}

/** A plan, the state that it is for, and the one that it announces. */
interface Outlook {
  readonly plan: Plan;
  readonly snapshot: Snapshot;
  readonly after: World;
}

/**
 * The sessions that a plan would cut off, as its problems. The kernel is asked only when a step could do such a thing,
 * and when it does not tell, the plan stands as it is.
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
    // The way of a session may be by others' routes, which matters where it could become another.
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

/** Where sessions lead, and the tunnels that they may go through. */
const farEnds = (sessions: readonly Session[], { links }: Snapshot): ReadonlySet<string> =>
  new Set([...sessions.map(({ remote }) => remote.address), ...links.flatMap(remotesOf)]);

/** A new link, client, neighbour or entry of a forwarding database takes nothing away; a new address or route may come before what is there. */
const canHarm = ({ kind, action }: Step): boolean =>
  kind === 'link' || kind === 'client'
    ? action !== 'create'
    : kind === 'address' || kind === 'route' || kind === 'rule';
