export type { Failure } from './failure.ts';
export type { EngineOptions } from './kernel.ts';
export { type Returned, rollBack } from './roll-back-last.ts';
export {
  type ApplyOptions,
  type ApplyResult,
  applyConfiguration,
  type DiffOptions,
  describeStatus,
  diffConfiguration,
  type StatusOptions,
  takeSnapshot,
} from './run.ts';
export { confirmTrial } from './trial/confirm-trial.ts';
export { guardTrial } from './trial/guardian.ts';
export type { RunningTrial } from './trial/running-trial.ts';
export { startTrial, type Tried, type TryOptions } from './trial/start-trial.ts';
export type { EndedTrial, TrialState } from './trial/trial.ts';
