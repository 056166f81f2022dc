import {
  type Declaration,
  ON_LINK,
  type Plan,
  type Problem,
  type Snapshot,
  type Status,
  type Step,
} from '../model/index.ts';
import { ETHERNET_KEYS } from '../model/language/ethernet.ts';
import { UNCOMMON_SYSCTLS } from '../model/language/sysctls.ts';
import type { Asked } from '../resources/link/details.ts';
import { thisMachine } from '../resources/machine.ts';
import { converge } from './converge.ts';
import type { Failure } from './failure.ts';
import type { Looker } from './first-look.ts';
import { guardSessions } from './guard/guard.ts';
import { type EngineOptions, type OpenKernel, observe, openKernel } from './kernel.ts';
import { type Looked, lookAndPlan } from './look.ts';
import type { FormerAddress } from './match.ts';
import { formerAddressIn } from './ownership.ts';
import { foresee } from './plan.ts';
import { EMPTY_RECORD } from './record.ts';
import { openStore, readRecord, type StateOptions, type StateStore } from './state-store.ts';
import { type Compared, statusOf } from './status/status.ts';
import { refuseDuringTrial, reviveGuardian } from './trial/settle.ts';
import { waitForLinks } from './wait-links.ts';

/** Whose sessions the lock-out guard looks after. */
export interface GuardedOptions extends StateOptions {
  /** What SSH_CONNECTION says: the session that the user is typing in; asked for when it matters. */
  readonly sshConnection?: () => string | undefined;
}

export interface ApplyOptions extends GuardedOptions {
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
  /** Names of the configuration's files, for the checkpoint. */
  readonly files?: readonly string[];
}

export interface DiffOptions extends GuardedOptions {
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
  return underLock(declaration, options, converge);
}

/** What a run that holds the lock works with. */
export interface LockedContext<O extends ApplyOptions> {
  readonly declaration: Declaration;
  readonly options: O;
  readonly kernel: OpenKernel;
  readonly store: StateStore;
}

/** Does work with the lock of the namespace, once no trial is pending and the declared NICs have had their time. */
export async function underLock<T, O extends ApplyOptions>(
  declaration: Declaration,
  options: O,
  work: (context: LockedContext<O>) => Promise<T>,
): Promise<T> {
  const kernel = openKernel(options);
  try {
    const store = openStore(options.stateDir, options.netns, options.progress);
    try {
      await refuseDuringTrial({ kernel, store, options });
      await awaitLinks(declaration, kernel, options);
      return await work({ declaration, options, kernel, store });
    } finally {
      store.unlock();
    }
  } finally {
    kernel.close();
  }
}

/** The plan, without writing anything. */
export async function diffConfiguration(declaration: Declaration, options: DiffOptions): Promise<Plan> {
  const { plan } = await compare(declaration, options, (kernel, looked) =>
    guardSessions(kernel, looked, { ...options, refuse: false }),
  );
  return plan;
}

export interface StatusOptions extends Omit<DiffOptions, 'allowRecreate'> {
  /** Whether objects that are neither declared nor ours are listed as well. */
  readonly foreign?: boolean;
}

/** How every declared object is, without writing anything. */
export async function describeStatus(declaration: Declaration, options: StatusOptions): Promise<Status> {
  const types = options.foreign === true ? ON_LINK : [];
  const compared = await compare(declaration, options, async () => [], { types, each: true });
  return statusOf(compared, options.foreign === true);
}

/**
 * Plans against the live state, or the snapshot given.
 * @param more finds further problems of a plan for the live state
 */
async function compare(
  declaration: Declaration,
  options: DiffOptions,
  more: (kernel: OpenKernel, looked: Looked) => Promise<readonly Problem[]>,
  looker: Looker = {},
): Promise<Compared> {
  const planOptions = { allowRecreate: options.allowRecreate ?? false };
  if (options.snapshot !== undefined) {
    // A snapshot has fingerprints in place of secrets.
    const { fingerprintDeclaration, fingerprintSnapshot } = await import('../model/fingerprints.ts');
    const snapshot = fingerprintSnapshot(options.snapshot);
    const printed = fingerprintDeclaration(declaration);
    const foreseen = foresee(printed, snapshot, EMPTY_RECORD, planOptions);
    return { ...foreseen, declaration: printed, snapshot, record: EMPTY_RECORD };
  }
  await reviveGuardian(options);
  const warnings: string[] = [];
  const record = readRecord(options.stateDir, options.netns, (text) => warnings.push(text));
  const kernel = openKernel(options);
  const ofThis = { ...planOptions, machine: thisMachine(options.netns) };
  try {
    const looked = await lookAndPlan(kernel, declaration, record, ofThis, looker);
    const { plan } = looked;
    const problems = [...plan.problems, ...(await more(kernel, looked)), ...warnings.map(recordProblem)];
    return { ...looked, plan: { ...plan, problems }, declaration, record };
  } finally {
    kernel.close();
  }
}

/** What is told of a NIC when all is to be told. */
const OF_NICS = ETHERNET_KEYS.map(({ attribute }) => attribute);

const everything: Asked = ({ kind }) => [
  ...(kind === 'physical' ? OF_NICS : []),
  ...(kind === 'loopback' ? [] : [UNCOMMON_SYSCTLS]),
];

export async function takeSnapshot(options: EngineOptions): Promise<Snapshot> {
  const kernel = openKernel(options);
  try {
    return await observe(kernel, { onLink: ON_LINK, asked: everything });
  } finally {
    kernel.close();
  }
}

/** Waits for declared NICs as long as the options say. */
async function awaitLinks(
  declaration: Declaration,
  kernel: OpenKernel,
  options: ApplyOptions,
): Promise<void> {
  if (options.waitLinks > 0) await waitForLinks(declaration, kernel.route, options, storedAddresses(options));
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
