import { type Action, isRun, type Plan, partsOf, type Step } from '../model/index.ts';

/** The number of steps of each action. */
export type Summary = Readonly<Record<Action, number>>;

export function summarise(steps: readonly Step[]): Summary {
  const count: Record<Action, number> = { create: 0, change: 0, replace: 0, remove: 0 };
  for (const part of partsOf(steps)) {
    if (isRun(part)) count.create += part.numbers.length;
    else
      part.forEach(({ action }) => {
        count[action]++;
      });
  }
  return count;
}

/** `1 object`, `3 objects`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `Plan: 2 to add, 1 to change, 1 to replace, 1 to remove.`; always with all four, for programs that search for it. */
export function planSummary(plan: Plan): string {
  const { create, change, replace, remove } = summarise(plan.steps);
  const line = `Plan: ${create} to add, ${change} to change, ${replace} to replace, ${remove} to remove.`;
  const errors = plan.problems.filter((problem) => problem.severity === 'error').length;
  return errors === 0 ? line : `${line} ${counted(errors, 'problem')}.`;
}

/** `Applied: 2 added, 1 changed, 1 replaced, 1 removed.` */
export function appliedSummary(steps: readonly Step[]): string {
  const { create, change, replace, remove } = summarise(steps);
  return `Applied: ${create} added, ${change} changed, ${replace} replaced, ${remove} removed.`;
}

/**
 * The sentence for a plan without steps; `objects` is the number of objects that the configuration declares. Some may
 * have been left out, with a warning.
 */
export function nothingToDo({ problems }: Plan, objects: number): string {
  if (objects === 0) return 'Nothing to do: the configuration declares no objects.';
  const but = problems.length === 0 ? '' : ', except for what the warnings name';
  return `Nothing to do: ${counted(objects, 'object')} ${objects === 1 ? 'is' : 'are'} as declared${but}.`;
}

/** Whether the live state is as declared. */
export function inSync(plan: Plan): boolean {
  return plan.steps.length === 0 && !plan.problems.some((problem) => problem.severity === 'error');
}
