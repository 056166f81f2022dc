import type { Action, Plan } from '../model/index.ts';
import { alerts, escaped, fenced, folded } from './markdown-text.ts';
import { stepsText } from './plan-text.ts';
import { inSync, nothingToDo, planSummary } from './summary.ts';

/** A block of `diff` has colours for lines that begin with `+`, `-` and `!`. */
const MARKS: Readonly<Record<Action, string>> = {
  create: '+',
  remove: '-',
  change: '! ~',
  replace: '! -/+',
};

/** Steps from this number on are folded away. */
const OPEN = 30;

/**
 * A plan in GitHub's Markdown, for the summary of a CI job, a trailing line feed included.
 * @param objects how many objects the configuration declares
 */
export function planMarkdown(plan: Plan, objects: number): string {
  const synced = inSync(plan);
  const summary = synced ? nothingToDo(plan, objects) : planSummary(plan);
  const lines = plan.steps.flatMap((step) => {
    const [head = '', ...rest] = stepsText([step]).trimEnd().split('\n');
    return [`${MARKS[step.action]}${head.slice(3)}`, ...rest];
  });
  const steps = lines.length === 0 ? [] : folded('Steps', fenced('diff', lines), plan.steps.length < OPEN);
  const body = [`### nlapply diff`, '', `**${escaped(summary)}**`, '', ...alerts(plan.problems), ...steps];
  return `${body.join('\n').trimEnd()}\n`;
}
