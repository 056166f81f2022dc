import type { Declaration } from '../model/index.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { OpenKernel } from './kernel.ts';
import type { ApplyOptions } from './run.ts';
import type { StateStore } from './state-store.ts';

/** Everything one run works with. */
export interface RunContext {
  readonly declaration: Declaration;
  readonly options: ApplyOptions;
  readonly kernel: OpenKernel;
  readonly store: RunStore;
  /** Called when the checkpoint is on disk, before the first write; when it fails, nothing is written. */
  readonly beforeWriting?: (checkpoint: Checkpoint) => Promise<void>;
}

/** What a run does with the store. */
export type RunStore = Pick<
  StateStore,
  'load' | 'save' | 'saveCheckpoint' | 'withdrawCheckpoint' | 'removeCheckpoint'
>;
