export type { Failure } from './carry-out/failure.ts';
export type { EngineOptions } from './look/kernel.ts';
export { type Returned, rollBack } from './run/roll-back-last.ts';
export {
  type ApplyOptions,
  type ApplyResult,
  applyConfiguration,
  type DiffOptions,
  describeStatus,
  diffConfiguration,
  type StatusOptions,
  takeSnapshot,
} from './run/run.ts';
export { startTrial, type Tried, type TryOptions } from './run/start-trial.ts';
export type { EndedTrial, TrialState } from './state/trial.ts';
export { confirmTrial } from './trial/confirm-trial.ts';
export { guardTrial } from './trial/guardian.ts';
export type { RunningTrial } from './trial/running-trial.ts';
