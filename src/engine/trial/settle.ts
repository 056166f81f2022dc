import { EXIT, NlapplyError } from '../../model/index.ts';
import type { TracedKernel } from '../carry-out/send-orders.ts';
import { directoryOf, type StateOptions, type StateStore } from '../state/state-store.ts';
import { secondsLeft, type Trial } from '../state/trial.ts';
import { trialFiles } from '../state/trial-files.ts';
import { isGuarded } from './guardian-lock.ts';
import { revertTrial } from './revert.ts';
import { startGuardian } from './start-guardian.ts';

export interface SettleContext {
  readonly kernel: TracedKernel;
  readonly store: StateStore;
  readonly options: StateOptions & { readonly progress?: (text: string) => void };
}

/**
 * The pending trial. If its guardian has died, another one is started; if its time has run out as well, the trial is rolled back
 * here and undefined is returned. The caller holds the lock.
 */
export async function settleTrial({ kernel, store, options }: SettleContext): Promise<Trial | undefined> {
  const say = (text: string): void => options.progress?.(text);
  const trial = trialFiles(store.directory).pending();
  if (trial === undefined || isGuarded(store.directory)) return trial;
  if (secondsLeft(trial) > 0) {
    say('the process that guards the trial has died: starting another');
    await guardAnew(options).catch((error: unknown) =>
      say(error instanceof Error ? error.message : String(error)),
    );
    return trial;
  }
  say('a trial was not confirmed in time, and the process that guards it has died: taking it back');
  await revertTrial(trial, 'timed-out', { kernel, store, say });
  return undefined;
}

/**
 * Settles the trial of the namespace, if there is one.
 * @throws NlapplyError (exit code 75) if a trial is pending: another run would replace the checkpoint that it needs
 */
export async function refuseDuringTrial(context: SettleContext): Promise<void> {
  const trial = await settleTrial(context);
  if (trial === undefined) return;
  const seconds = Math.ceil(secondsLeft(trial));
  throw new NlapplyError(
    'ERR_TRIAL',
    EXIT.locked,
    `a trial is waiting to be confirmed, for ${seconds} s more`,
    {
      hint: 'keep it with "nlapply confirm", or take it back with "nlapply rollback"',
    },
  );
}

/** Starts another guardian for a pending trial whose guardian has died; for commands that only read. Errors are ignored. */
export async function reviveGuardian(options: StateOptions): Promise<void> {
  try {
    const directory = directoryOf(options.stateDir, options.netns);
    if (trialFiles(directory).pending() === undefined || isGuarded(directory)) return;
    await guardAnew(options);
  } catch {
    // A user who may not start a guardian may still read.
  }
}

async function guardAnew(options: StateOptions): Promise<void> {
  const guardian = await startGuardian(options);
  await guardian.release();
}
