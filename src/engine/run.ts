import type { Declaration, Plan, Problem, Snapshot, Step } from '../model/index.ts';
import { thisMachine } from '../resources/machine.ts';
import { converge } from './converge.ts';
import type { Failure } from './failure.ts';
import { guardSessions } from './guard/guard.ts';
import { type EngineOptions, observe, openKernel } from './kernel.ts';
import { lookAndPlan } from './look.ts';
import type { FormerAddress } from './match.ts';
import { formerAddressIn } from './ownership.ts';
import { planDeclaration } from './plan.ts';
import { EMPTY_RECORD } from './record.ts';
import { openStore, readRecord } from './state-store.ts';
import { waitForLinks } from './wait-links.ts';

/** Whose sessions the lock-out guard looks after. */
export interface GuardedOptions extends EngineOptions {
  /** What SSH_CONNECTION says: the session that the user is typing in; asked for when it matters. */
  readonly sshConnection?: () => string | undefined;
}

export interface ApplyOptions extends GuardedOptions {
  readonly stateDir: string;
  /** Seconds to wait for declared NICs that are not there yet. */
  readonly waitLinks: number;
  readonly onError: 'rollback' | 'continue';
  readonly allowRecreate: boolean;
  readonly verify: boolean;
  /** Goes ahead though established sessions would be cut off; without it that is refused. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  readonly progress?: (text: string) => void;
  /** Called with the plan before the first write. */
  readonly onPlan?: (plan: Plan) => void;
}

export interface DiffOptions extends GuardedOptions {
  readonly stateDir: string;
  readonly allowRecreate?: boolean;
  /** Instead of the live state: neither kernel nor privileges are needed. */
  readonly snapshot?: Snapshot;
}

export interface ApplyResult {
  /** What was planned at first. */
  readonly plan: Plan;
  readonly failures: readonly Failure[];
  readonly rolledBack: boolean;
  /** Left over after verification; empty when all is well. */
  readonly remaining: readonly Step[];
  readonly interrupted: boolean;
}

/** Makes the live state as declared. @throws NlapplyError: another run holds the lock (75), privilege missing (77), no such namespace */
export async function applyConfiguration(
  declaration: Declaration,
  options: ApplyOptions,
): Promise<ApplyResult> {
  const kernel = openKernel(options);
  try {
    const store = openStore(options.stateDir, options.netns, options.progress);
    try {
      if (options.waitLinks > 0)
        await waitForLinks(declaration, kernel.route, options, storedAddresses(options));
      return await converge({ declaration, options, kernel, store });
    } finally {
      store.unlock();
    }
  } finally {
    kernel.close();
  }
}

/** The plan, without writing anything. */
export async function diffConfiguration(declaration: Declaration, options: DiffOptions): Promise<Plan> {
  const planOptions = { allowRecreate: options.allowRecreate ?? false };
  if (options.snapshot !== undefined) {
    // A snapshot has fingerprints in place of secrets.
    const { fingerprintDeclaration, fingerprintSnapshot } = await import('../model/fingerprints.ts');
    const snapshot = fingerprintSnapshot(options.snapshot);
    return planDeclaration(fingerprintDeclaration(declaration), snapshot, EMPTY_RECORD, planOptions);
  }
  const warnings: string[] = [];
  const record = readRecord(options.stateDir, options.netns, (text) => warnings.push(text));
  const kernel = openKernel(options);
  const ofThis = { ...planOptions, machine: thisMachine(options.netns) };
  try {
    const looked = await lookAndPlan(kernel, declaration, record, ofThis);
    const cutOff = await guardSessions(kernel, looked, { ...options, refuse: false });
    const { plan } = looked;
    return { ...plan, problems: [...plan.problems, ...cutOff, ...warnings.map(recordProblem)] };
  } finally {
    kernel.close();
  }
}

export async function takeSnapshot(options: EngineOptions): Promise<Snapshot> {
  const kernel = openKernel(options);
  try {
    return await observe(kernel);
  } finally {
    kernel.close();
  }
}

/** Which addresses NICs had before earlier runs; what is wrong with the record is told when it is needed for more. */
const storedAddresses = ({ stateDir, netns }: ApplyOptions): FormerAddress =>
  formerAddressIn(readRecord(stateDir, netns, () => {}));

const recordProblem = (message: string): Problem => ({
  code: 'record-unreadable',
  severity: 'warning',
  message,
  source: null,
});
