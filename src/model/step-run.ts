import { listView } from './list-view.ts';
import type { PackedSeen } from './packed-routes.ts';
import type { Step } from './plan.ts';

/** Steps that make usual routes, as many as there are numbers: each becomes an object when somebody asks for it. */
export interface StepRun {
  readonly seen: PackedSeen;
  /** Of each step, the number of its route. */
  readonly numbers: Uint32Array;
  /** The step that makes a route. */
  readonly stepOf: (number: number) => Step;
  /** Its name, and where the route is declared, without making the rest of it. */
  readonly titleOf: (number: number) => Pick<Step, 'name' | 'source'>;
}

export type StepPart = readonly Step[] | StepRun;

export const isRun = (part: StepPart): part is StepRun => 'numbers' in part;

/** How many steps a part is. */
export const lengthOf = (part: StepPart): number => (isRun(part) ? part.numbers.length : part.length);

/** A part of a run. */
export const runOf = (run: StepRun, from: number, to: number): StepRun => ({
  ...run,
  numbers: run.numbers.subarray(from, to),
});

/** The parts of lists that are not simply lists. */
const PARTS = new WeakMap<readonly Step[], readonly StepPart[]>();

/** Of such lists, the steps beside their runs: whoever looks through a plan asks for these. */
const BESIDE = new WeakMap<readonly StepPart[], readonly Step[]>();

/** What a list of steps is made of: of itself, mostly. */
export const partsOf = (steps: readonly Step[]): readonly StepPart[] => PARTS.get(steps) ?? [steps];

/** The steps that are no part of a run. */
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
 * One list of these parts. With a run among them it is to be read like any other array, but has no elements: whoever asks for
 * one gets it made, and those who know of runs (partsOf) need not ask.
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
