export type { Failure } from './carry-out/failure.ts';
export type { EngineOptions } from './look/kernel.ts';
export type { ApplyOptions, ApplyResult, DiffOptions } from './run/options.ts';
export { type Returned, rollBack } from './run/roll-back-last.ts';
export {
  applyConfiguration,
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
