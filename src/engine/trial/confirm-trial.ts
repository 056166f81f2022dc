import { EXIT, NlapplyError } from '../../model/index.ts';
import { openKernel } from '../look/kernel.ts';
import type { StateOptions } from '../state/state-store.ts';
import type { EndedTrial, TrialState } from '../state/trial.ts';
import { trialFiles } from '../state/trial-files.ts';
import { openPatiently } from './open-patiently.ts';
import { settleTrial } from './settle.ts';

export interface ConfirmOptions extends StateOptions {
  readonly progress?: (text: string) => void;
}

/**
 * Confirms the pending trial: its changes stay.
 * @throws NlapplyError if no trial is pending (any more)
 */
export async function confirmTrial(options: ConfirmOptions): Promise<EndedTrial> {
  const kernel = openKernel(options);
  try {
    const store = await openPatiently(options, (text) => options.progress?.(text));
    try {
      const files = trialFiles(store.directory);
      const trial = await settleTrial({ kernel, store, options });
      if (trial === undefined) throw noTrial(files.lastEnded());
      return files.end(trial, 'confirmed', false);
    } finally {
      store.unlock();
    }
  } finally {
    kernel.close();
  }
}

const ENDED: Readonly<Record<TrialState, string>> = {
  confirmed: 'was confirmed',
  'rolled-back': 'has already been taken back',
  'timed-out': 'has already been taken back, as it was not confirmed in time',
};

function noTrial(last: EndedTrial | undefined): NlapplyError {
  const ended = last === undefined ? '' : `: the last one ${ENDED[last.state]} (${last.time})`;
  return new NlapplyError('ERR_NO_TRIAL', EXIT.failed, `there is no trial to confirm${ended}`);
}
