import { appendFileSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, NlapplyError } from '../../model/index.ts';
import { netnsPath } from '../../netlink/connection/namespace-path.ts';
import { openKernel } from '../look/kernel.ts';
import { uptime } from '../state/clock.ts';
import {
  directoryOf,
  openStore,
  readCheckpoint,
  type StateOptions,
  type StateStore,
} from '../state/state-store.ts';
import { secondsLeft, type Trial } from '../state/trial.ts';
import { isOver, type TrialFiles, trialFiles } from '../state/trial-files.ts';
import { holdGuardianLock } from './guardian-lock.ts';
import { isLocked } from './open-patiently.ts';
import { pause } from './pause.ts';
import { killProcess } from './process.ts';
import { type Reverted, revertTrial } from './revert.ts';
import { type DirectoryWatch, watchDirectory } from './watch-directory.ts';

export interface GuardianOptions extends StateOptions {
  /** Called when everything that the guardian needs is open. */
  readonly ready: () => void;
  /** Settles when the process that started the guardian has written the trial, or has died. */
  readonly released: Promise<void>;
  /** Aborted when the guardian is asked to end: the trial is rolled back at once. */
  readonly stop: AbortSignal;
}

/** Interval for looking at the files, as changes may not be reported. */
const LOOK_MS = 500;
/** How long the process that holds the lock may take to end the trial itself before it is killed. */
const GRACE_S = 5;
const RETRY_MS = 50;
/** How often a failing rollback is attempted. */
const ATTEMPTS = 5;

/**
 * Guards a trial until it is over, and rolls it back when its time has run out. Everything that this needs is open when `ready`
 * is called, so the path of the namespace and the terminal may go away from then on.
 * @throws NlapplyError if there is a guardian already
 */
export async function guardTrial(options: GuardianOptions): Promise<void> {
  const { stateDir } = options;
  const netns = stay(options.netns);
  const where = { stateDir, ...(netns !== undefined && { netns }) };
  const directory = directoryOf(stateDir, netns);
  if (!(await holdGuardianLock(directory)))
    throw new NlapplyError('ERR_GUARDED', EXIT.locked, 'the trial has a guardian already');
  const kernel = openKernel(where);
  kernel.generic();
  const files = trialFiles(directory);
  const watch = watchDirectory(directory);
  const say = openLog(directory);
  process.chdir('/');
  options.ready();
  await options.released;
  try {
    const trial = files.pending();
    if (trial === undefined) return;
    say(`guarding a trial of ${trial.timeout} s`);
    // Kept in case the checkpoint cannot be read when it is needed.
    const known = look(() => readCheckpoint(directory));
    await whilePending(trial, { files, watch, stop: options.stop });
    const store = await takeLock(trial, files, where);
    if (store === undefined) return say('the trial is over');
    const state = options.stop.aborted && secondsLeft(trial) > 0 ? 'rolled-back' : 'timed-out';
    say(state === 'timed-out' ? 'nobody has confirmed it' : 'asked to stop');
    const { ended } = await insist(() => revertTrial(trial, state, { kernel, store, say, known }), say);
    say(ended.complete ? 'the network is as it was before' : 'not everything is as it was before');
    store.unlock();
  } finally {
    watch.close();
    kernel.close();
  }
}

/** A path to the namespace that stays valid even if its name is removed: an open file descriptor. */
const stay = (netns: string | undefined): string | undefined =>
  netns === undefined ? undefined : `/proc/self/fd/${openSync(netnsPath(netns), 'r')}`;

/** Waits until the trial is over, its time has run out, or `stop` is aborted. */
async function whilePending(
  trial: Trial,
  { files, watch, stop }: { files: TrialFiles; watch: DirectoryWatch; stop: AbortSignal },
): Promise<void> {
  for (;;) {
    const left = secondsLeft(trial);
    if (left <= 0 || stop.aborted || isOver(trial, files)) return;
    await watch.changed(Math.min(left * 1000, LOOK_MS), stop);
  }
}

/**
 * The locked store; undefined if the trial is over. If the lock is not released within `GRACE_S` seconds, the process that
 * started the trial is killed.
 */
async function takeLock(
  trial: Trial,
  files: TrialFiles,
  { stateDir, netns }: StateOptions,
): Promise<StateStore | undefined> {
  const since = uptime();
  for (;;) {
    if (isOver(trial, files)) return undefined;
    try {
      const store = openStore(stateDir, netns);
      if (!isOver(trial, files)) return store;
      store.unlock();
      return undefined;
    } catch (error) {
      if (!isLocked(error)) throw error;
    }
    if (uptime() - since > GRACE_S) killProcess(trial.front);
    await pause(RETRY_MS);
  }
}

async function insist(work: () => Promise<Reverted>, say: (text: string) => void): Promise<Reverted> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      say(`rolling back failed: ${error instanceof Error ? error.message : String(error)}`);
      if (attempt === ATTEMPTS) throw error;
    }
    await pause(1000);
  }
}

/** The result of `read`; undefined if it throws. */
function look<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/**
 * Opens the log of the trial; the result appends a line. The file stays open, as the directory may go away. Errors are ignored.
 */
function openLog(directory: string): (text: string) => void {
  const fd = look(() => openSync(join(directory, 'trial.log'), 'a', 0o600));
  return (text) => {
    look(
      () => fd !== undefined && appendFileSync(fd, `${new Date().toISOString()} [${process.pid}] ${text}\n`),
    );
  };
}
