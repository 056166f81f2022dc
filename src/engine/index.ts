export type { Failure } from './failure.ts';
export type { EngineOptions } from './kernel.ts';
export {
  type ApplyOptions,
  type ApplyResult,
  applyConfiguration,
  type DiffOptions,
  diffConfiguration,
  takeSnapshot,
} from './run.ts';
