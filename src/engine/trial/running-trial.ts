import { NlapplyError } from '../../model/index.ts';
import { type EngineOptions, openKernel } from '../look/kernel.ts';
import type { Checkpoint } from '../state/checkpoint.ts';
import { readCheckpoint, type StateOptions, type StateStore } from '../state/state-store.ts';
import { type EndedTrial, secondsLeft, type Trial, type TrialState } from '../state/trial.ts';
import { isOver, type TrialFiles, trialFiles } from '../state/trial-files.ts';
import { openPatiently } from './open-patiently.ts';
import { pause } from './pause.ts';
import { revertTrial } from './revert.ts';
import { type Guardian, startGuardian } from './start-guardian.ts';
import { watchDirectory } from './watch-directory.ts';

/** A trial that has been applied and waits to be confirmed. */
export interface RunningTrial {
  secondsLeft(): number;
  /** Settles when the trial is over, whichever process has ended it. */
  readonly over: Promise<EndedTrial>;
  /** Confirms the trial, unless it is over already. */
  confirm(): Promise<EndedTrial>;
  /** Rolls the trial back, unless it is over already. */
  rollBack(): Promise<EndedTrial>;
}

const LOOK_MS = 500;

/** The namespace and state directory of a running trial, and who gets its progress messages. */
export type RunningOptions = EngineOptions & StateOptions & { readonly progress?: (text: string) => void };

/** What is needed to end a running trial. */
export interface RunningContext {
  readonly guardian: Guardian;
  readonly directory: string;
  readonly options: RunningOptions;
  /** The checkpoint of the trial, in case it cannot be read when it is needed. */
  readonly known: Checkpoint | undefined;
}

export function runTrial(
  trial: Trial,
  { guardian, directory, options, known }: RunningContext,
): RunningTrial {
  const files = trialFiles(directory);
  const say = (text: string): void => options.progress?.(text);
  const end = async (work: (store: StateStore) => Promise<EndedTrial>): Promise<EndedTrial> => {
    const store = await openPatiently(options, say);
    try {
      return isOver(trial, files) ? howItEnded(trial, files, directory) : await work(store);
    } finally {
      store.unlock();
    }
  };
  const back = (state: Exclude<TrialState, 'confirmed'>): Promise<EndedTrial> =>
    end(async (store) => {
      const kernel = openKernel(options);
      try {
        return (await revertTrial(trial, state, { kernel, store, say, known })).ended;
      } finally {
        kernel.close();
      }
    });
  return {
    secondsLeft: () => secondsLeft(trial),
    over: untilOver(trial, files, directory, guardian, options, () => back('timed-out')),
    confirm: () => end(async () => files.end(trial, 'confirmed', false)),
    rollBack: () => back('rolled-back'),
  };
}

async function untilOver(
  trial: Trial,
  files: TrialFiles,
  directory: string,
  guardian: Guardian,
  options: RunningOptions,
  takeBack: () => Promise<EndedTrial>,
): Promise<EndedTrial> {
  const watch = watchDirectory(directory);
  let guarded = false;
  const guard = (by: Guardian): void => {
    guarded = true;
    by.ended.then(() => {
      guarded = false;
    });
  };
  guard(guardian);
  try {
    while (!isOver(trial, files)) {
      if (!guarded) {
        if (secondsLeft(trial) === 0) return await takeBack();
        await guardAnew(options, guard);
      }
      await watch.changed(LOOK_MS);
    }
    return howItEnded(trial, files, directory);
  } finally {
    watch.close();
  }
}

/**
 * Starts another guardian for one that has died. If that fails, `untilOver` rolls the trial back itself when its time has run
 * out.
 */
async function guardAnew(options: RunningOptions, guard: (by: Guardian) => void): Promise<void> {
  try {
    const guardian = await startGuardian(options);
    await guardian.release();
    guard(guardian);
  } catch (error) {
    if (!(error instanceof NlapplyError)) throw error;
  }
  await pause(LOOK_MS);
}

/**
 * How a trial ended, according to its file. If the disk was too full to write it, the checkpoint tells: only a rollback removes
 * it.
 */
function howItEnded(trial: Trial, files: TrialFiles, directory: string): EndedTrial {
  const ended = files.lastEnded();
  if (ended?.checkpoint === trial.checkpoint) return ended;
  const kept = readCheckpoint(directory)?.id === trial.checkpoint;
  const { boot_id, checkpoint } = trial;
  const state = kept ? 'confirmed' : secondsLeft(trial) > 0 ? 'rolled-back' : 'timed-out';
  return { format_version: 1, boot_id, checkpoint, state, complete: !kept, time: new Date().toISOString() };
}
