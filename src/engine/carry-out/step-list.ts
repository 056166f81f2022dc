import { joinedSteps, partsOf, runOf, type Step, type StepPart, type StepRun } from '../../model/index.ts';

/** A list of steps that grows by single steps and by parts of runs. */
export interface StepList {
  push(step: Step): void;
  /** Adds steps of a run, by their places in it. */
  pushRun(run: StepRun, from: number, to: number): void;
  /** All steps so far. */
  steps(): readonly Step[];
}

export function stepList(): StepList {
  const parts: StepPart[] = [];
  let plain: Step[] | undefined;
  let open: { readonly run: StepRun; readonly from: number; to: number } | undefined;
  const close = (): void => {
    if (open !== undefined) parts.push(runOf(open.run, open.from, open.to));
    open = undefined;
  };
  return {
    push(step) {
      close();
      if (plain === undefined) {
        plain = [];
        parts.push(plain);
      }
      plain.push(step);
    },
    pushRun(run, from, to) {
      plain = undefined;
      if (open?.run === run && open.to === from) {
        open.to = to;
        return;
      }
      close();
      open = { run, from, to };
    },
    steps() {
      close();
      plain = undefined;
      return joinedSteps(parts);
    },
  };
}

/** Two lists of steps, one after the other. */
export const withMore = (steps: readonly Step[], more: readonly Step[]): readonly Step[] =>
  joinedSteps([...partsOf(steps), ...partsOf(more)]);
