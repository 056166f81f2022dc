import { listView } from './list-view.ts';
import type { PackedSeen } from './packed-routes.ts';
import type { Step } from './plan.ts';

/** Steps that create common routes, one for each number. The object of a step is made when it is accessed. */
export interface StepRun {
  readonly seen: PackedSeen;
  /** For each step, the number of its route. */
  readonly numbers: Uint32Array;
  /** The step that creates a route. */
  readonly stepOf: (number: number) => Step;
  /** The step's name and the place where the route is declared, without making the rest of the step. */
  readonly titleOf: (number: number) => Pick<Step, 'name' | 'source'>;
}

export type StepPart = readonly Step[] | StepRun;

export const isRun = (part: StepPart): part is StepRun => 'numbers' in part;

/** The number of steps of a part. */
export const lengthOf = (part: StepPart): number => (isRun(part) ? part.numbers.length : part.length);

/** The steps of a run from `from` to before `to`. */
export const runOf = (run: StepRun, from: number, to: number): StepRun => ({
  ...run,
  numbers: run.numbers.subarray(from, to),
});

/** The parts of lists that are not ordinary arrays. */
const PARTS = new WeakMap<readonly Step[], readonly StepPart[]>();

/** For such lists, the steps that are not in runs: every search through a plan asks for these. */
const BESIDE = new WeakMap<readonly StepPart[], readonly Step[]>();

/** The parts that a list of steps is made of; an ordinary array is its only part. */
export const partsOf = (steps: readonly Step[]): readonly StepPart[] => PARTS.get(steps) ?? [steps];

/** The steps that are not in a run. */
export function stepsBesideRuns(steps: readonly Step[]): readonly Step[] {
  const parts = PARTS.get(steps);
  if (parts === undefined) return steps;
  let beside = BESIDE.get(parts);
  if (beside === undefined) {
    beside = parts.flatMap((part) => (isRun(part) ? [] : part));
    BESIDE.set(parts, beside);
  }
  return beside;
}

export const hasRuns = (steps: readonly Step[]): boolean => PARTS.has(steps);

/**
 * One list of these parts. If a run is among them, the list can be read like any other array, but its elements are made
 * on access; code that knows runs (partsOf) can avoid that.
 */
export function joinedSteps(all: readonly StepPart[]): readonly Step[] {
  const parts = all.filter((part) => lengthOf(part) > 0);
  if (!parts.some(isRun))
    return parts.length === 1 ? (parts[0] as readonly Step[]) : (parts as Step[][]).flat();
  const ends: number[] = [];
  for (const part of parts) ends.push((ends.at(-1) ?? 0) + lengthOf(part));
  const steps = listView(ends.at(-1) ?? 0, (index) => {
    const nth = ends.findIndex((end) => index < end);
    const part = parts[nth] ?? [];
    const at = index - (ends[nth - 1] ?? 0);
    return isRun(part) ? part.stepOf(part.numbers[at] ?? 0) : part[at];
  });
  PARTS.set(steps, parts);
  return steps;
}
