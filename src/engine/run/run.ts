import {
  type Declaration,
  ON_DEMAND,
  type Plan,
  type Problem,
  type Snapshot,
  type Status,
} from '../../model/index.ts';
import { ethernetKeys } from '../../model/language/ethernet.ts';
import { isNicSetting } from '../../model/language/nic-settings.ts';
import { FILTERS } from '../../model/language/qdiscs/filters.ts';
import { QDISC } from '../../model/language/qdiscs/qdisc.ts';
import { CLASSES, QDISCS } from '../../model/language/qdiscs/tree.ts';
import { UNCOMMON_SYSCTLS } from '../../model/language/sysctls.ts';
import type { Asked } from '../../resources/link/details/link-details.ts';
import { thisMachine } from '../../resources/machine.ts';
import { guardSessions } from '../guard/guard.ts';
import { askedBy } from '../look/asked.ts';
import type { Looker } from '../look/first-look.ts';
import { type EngineOptions, type OpenKernel, observe, openKernel } from '../look/kernel.ts';
import { type Looked, lookAndPlan } from '../look/look.ts';
import { foresee } from '../plan/plan.ts';
import { formerIn } from '../record/ownership.ts';
import { EMPTY_RECORD } from '../record/record.ts';
import { withToldAddresses } from '../record/told-addresses.ts';
import { withUntold } from '../record/untold.ts';
import { openStore, readRecord, type StateStore } from '../state/state-store.ts';
import { type Compared, statusOf } from '../status/status.ts';
import type { Former } from '../target/former.ts';
import { refuseDuringTrial, reviveGuardian } from '../trial/settle.ts';
import { converge } from './converge.ts';
import type { ApplyOptions, ApplyResult, DiffOptions } from './options.ts';
import { waitForLinks } from './wait-links.ts';

/** Makes the live state as declared. @throws NlapplyError if another run holds the lock (75), a privilege is missing (77), or there is no such namespace */
export async function applyConfiguration(
  declaration: Declaration,
  options: ApplyOptions,
): Promise<ApplyResult> {
  return underLock(declaration, options, converge);
}

/** The context of a run that holds the lock. */
export interface LockedContext<O extends ApplyOptions> {
  readonly declaration: Declaration;
  readonly options: O;
  readonly kernel: OpenKernel;
  readonly store: StateStore;
}

/** Takes the lock of the namespace, ends a pending trial, waits for declared NICs, and then does the work. */
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

/** Plans without changing anything. */
export async function diffConfiguration(declaration: Declaration, options: DiffOptions): Promise<Plan> {
  const { plan } = await compare(declaration, options, (kernel, looked) =>
    guardSessions(kernel, looked, { ...options, refuse: false }),
  );
  return plan;
}

export interface StatusOptions extends Omit<DiffOptions, 'allowRecreate'> {
  /** Whether to list objects that are neither declared nor ours. */
  readonly foreign?: boolean;
}

/** Tells the state of every declared object, without changing anything. */
export async function describeStatus(declaration: Declaration, options: StatusOptions): Promise<Status> {
  const types = options.foreign === true ? ON_DEMAND : [];
  const compared = await compare(declaration, options, async () => [], { types, each: true });
  return statusOf(compared, options.foreign === true);
}

/**
 * Plans for the live state, or for the given snapshot.
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
    // A snapshot contains fingerprints instead of secrets.
    const { fingerprintDeclaration, fingerprintSnapshot } = await import('../../model/fingerprints.ts');
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

/**
 * Attributes of NICs that have to be observed separately, for a snapshot of everything. Those whose defaults only the
 * driver knows are left out, unless they are ours: a file that tells all of them would say little.
 */
const ofNics = (): readonly string[] =>
  ethernetKeys()
    .map(({ attribute }) => attribute)
    .filter((attribute) => !isNicSetting(attribute));

const everything: Asked = ({ kind }) => [
  ...(kind === 'physical' ? ofNics() : []),
  ...(kind === 'loopback' ? [] : [UNCOMMON_SYSCTLS]),
  ...[QDISC, QDISCS, CLASSES, FILTERS],
];

export async function takeSnapshot(options: EngineOptions): Promise<Snapshot> {
  const kernel = openKernel(options);
  const { stateDir, netns } = options;
  const record = stateDir === undefined ? EMPTY_RECORD : readRecord(stateDir, netns, () => {});
  const ours = askedBy({ links: [] }, record);
  const asked: Asked = (link) => [...everything(link), ...ours(link)];
  try {
    const snapshot = await observe(kernel, { onDemand: ON_DEMAND, asked });
    return withToldAddresses(withUntold(snapshot, record), record);
  } finally {
    kernel.close();
  }
}

/** Waits for declared NICs, as long as the options say. */
async function awaitLinks(
  declaration: Declaration,
  kernel: OpenKernel,
  options: ApplyOptions,
): Promise<void> {
  if (options.waitLinks > 0) await waitForLinks(declaration, kernel.route, options, storedFormer(options));
}

/** What is known of NICs before nlapply changed them. Problems of the record are reported later, when more of it is needed. */
const storedFormer = ({ stateDir, netns }: ApplyOptions): Former =>
  formerIn(readRecord(stateDir, netns, () => {}));

const recordProblem = (message: string): Problem => ({
  code: 'record-unreadable',
  severity: 'warning',
  message,
  source: null,
});
