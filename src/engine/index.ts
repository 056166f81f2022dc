export type { Failure } from './failure.ts';
export type { EngineOptions } from './kernel.ts';
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
