import type { Plan, Snapshot, Step } from '../../model/index.ts';
import type { Failure } from '../carry-out/failure.ts';
import type { StateOptions } from '../state/state-store.ts';

/** Options of the lock-out guard. */
export interface GuardedOptions extends StateOptions {
  /** Returns the value of SSH_CONNECTION, the session in which the user is typing. Only called if it matters. */
  readonly sshConnection?: () => string | undefined;
}

export interface ApplyOptions extends GuardedOptions {
  /** Seconds to wait for declared NICs that are missing. */
  readonly waitLinks: number;
  readonly onError: 'rollback' | 'continue';
  readonly allowRecreate: boolean;
  readonly verify: boolean;
  /** Make the change even if it cuts off established sessions; otherwise it is refused. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  readonly progress?: (text: string) => void;
  /** Called with the plan before the first change. */
  readonly onPlan?: (plan: Plan) => void;
  /** Names of the files of the configuration, for the checkpoint. */
  readonly files?: readonly string[];
}

export interface DiffOptions extends GuardedOptions {
  readonly allowRecreate?: boolean;
  /** A snapshot to use instead of the live state. Then neither a kernel nor privileges are needed. */
  readonly snapshot?: Snapshot;
}

export interface ApplyResult {
  /** The first plan. */
  readonly plan: Plan;
  readonly failures: readonly Failure[];
  readonly rolledBack: boolean;
  /** Steps that are left to do after the verification; empty if all is as declared. */
  readonly remaining: readonly Step[];
  readonly interrupted: boolean;
}
