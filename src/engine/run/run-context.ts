import type { Declaration } from '../../model/index.ts';
import type { OpenKernel } from '../look/kernel.ts';
import type { Checkpoint } from '../state/checkpoint.ts';
import type { StateStore } from '../state/state-store.ts';
import type { ApplyOptions } from './options.ts';

/** Everything that a run works with. */
export interface RunContext {
  readonly declaration: Declaration;
  readonly options: ApplyOptions;
  readonly kernel: OpenKernel;
  readonly store: RunStore;
  /** Called before the first change, when the checkpoint is on disk. If it throws, nothing is changed. */
  readonly beforeWriting?: (checkpoint: Checkpoint) => Promise<void>;
}

/** The part of the store that a run uses. */
export type RunStore = Pick<
  StateStore,
  'load' | 'save' | 'saveCheckpoint' | 'withdrawCheckpoint' | 'removeCheckpoint'
>;
