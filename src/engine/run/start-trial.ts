import type { Declaration } from '../../model/index.ts';
import type { Checkpoint } from '../state/checkpoint.ts';
import { bootId, uptime } from '../state/clock.ts';
import type { StateStore } from '../state/state-store.ts';
import type { EndedTrial, Trial, TrialState } from '../state/trial.ts';
import { trialFiles } from '../state/trial-files.ts';
import { thisProcess } from '../trial/process.ts';
import { revertTrial } from '../trial/revert.ts';
import { type RunningTrial, runTrial } from '../trial/running-trial.ts';
import { type Guardian, startGuardian } from '../trial/start-guardian.ts';
import { converge } from './converge.ts';
import type { ApplyOptions, ApplyResult } from './options.ts';
import { type LockedContext, underLock } from './run.ts';

export interface TryOptions extends ApplyOptions {
  /** Seconds until an unconfirmed trial is rolled back, counted from just before the first write. */
  readonly timeout: number;
}

/** The result of an apply on trial. */
export interface Tried {
  readonly result: ApplyResult;
  /** How the trial ended, if it is over already because it failed, was interrupted, or took too long. */
  readonly ended: EndedTrial | null;
  /** The trial that waits to be confirmed. Both this and `ended` are null if there was nothing to change. */
  readonly trial: RunningTrial | null;
}

export type TrialContext = LockedContext<TryOptions>;

/**
 * Makes the live state as declared, on trial: before the first write a guardian is started, another process that rolls the
 * changes back if they are not confirmed in time.
 * @throws NlapplyError like applyConfiguration, and if the guardian cannot be started
 */
export async function startTrial(declaration: Declaration, options: TryOptions): Promise<Tried> {
  return underLock(declaration, options, conductTrial);
}

/** A trial that has begun: its checkpoint is on disk, and its guardian is running. */
interface Begun {
  readonly trial: Trial;
  readonly guardian: Guardian;
}

/** Starts a trial. The caller holds the lock. */
export async function conductTrial(context: TrialContext): Promise<Tried> {
  const { options, store } = context;
  const late = new AbortController();
  const signal = options.signal === undefined ? late.signal : AbortSignal.any([options.signal, late.signal]);
  let timer: NodeJS.Timeout | undefined;
  let begun: Begun | undefined;
  const beforeWriting = async (checkpoint: Checkpoint): Promise<void> => {
    begun = await begin(checkpoint, options, store);
    timer = setTimeout(() => late.abort(), options.timeout * 1000);
  };
  try {
    const result = await converge({ ...context, options: { ...options, signal }, beforeWriting });
    if (begun === undefined) return { result, ended: null, trial: null };
    return await settle(context, begun, result, late.signal.aborted ? 'timed-out' : 'rolled-back');
  } catch (error) {
    if (begun !== undefined) await leaveAsBefore(context, begun.trial);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function begin(checkpoint: Checkpoint, options: TryOptions, store: StateStore): Promise<Begun> {
  const guardian = await startGuardian(options);
  const trial: Trial = {
    format_version: 1,
    boot_id: bootId(),
    checkpoint: checkpoint.id,
    deadline: uptime() + options.timeout,
    timeout: options.timeout,
    front: thisProcess(),
  };
  try {
    store.beginTrial(trial);
  } finally {
    // If the trial was not written, the guardian finds none and ends.
    await guardian.release();
  }
  return { trial, guardian };
}

/** After the run: rolls back a run that failed or was interrupted; otherwise the trial waits to be confirmed. */
async function settle(
  context: TrialContext,
  { trial, guardian }: Begun,
  result: ApplyResult,
  state: Exclude<TrialState, 'confirmed'>,
): Promise<Tried> {
  const { options, kernel, store } = context;
  if (result.rolledBack)
    return { result, ended: trialFiles(store.directory).end(trial, state, true), trial: null };
  const whole = result.failures.length === 0 && result.remaining.length === 0;
  if (!result.interrupted && (whole || options.onError === 'continue')) {
    const running = { guardian, directory: store.directory, options, known: store.loadCheckpoint() };
    return { result, ended: null, trial: runTrial(trial, running) };
  }
  const say = (text: string): void => options.progress?.(text);
  const { ended, result: back } = await revertTrial(trial, state, { kernel, store, say });
  const { failures, remaining } = result;
  const after =
    back === undefined
      ? { failures, remaining, rolledBack: false }
      : { failures: [...failures, ...back.failures], remaining: back.remaining, rolledBack: ended.complete };
  return { result: { ...result, ...after }, ended, trial: null };
}

/** After an unexpected error: rolls back at once; if that fails too, the guardian does it when the time has run out. */
async function leaveAsBefore({ kernel, store, options }: TrialContext, trial: Trial): Promise<void> {
  const say = (text: string): void => options.progress?.(text);
  try {
    await revertTrial(trial, 'rolled-back', { kernel, store, say });
  } catch (error) {
    say(`rolling back failed: ${error instanceof Error ? error.message : String(error)}`);
    say(`it is tried again in ${trial.timeout} s`);
  }
}
