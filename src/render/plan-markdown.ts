import type { Action, Plan } from '../model/index.ts';
import { alerts, escaped, fenced, folded } from './markdown-text.ts';
import { stepsText } from './plan-text.ts';
import { inSync, nothingToDo, planSummary } from './summary.ts';

/** In a block of `diff` lines that begin with `+`, `-` and `!` are coloured. */
const MARKS: Readonly<Record<Action, string>> = {
  create: '+',
  remove: '-',
  change: '! ~',
  replace: '! -/+',
};

/** From this number of steps on they are collapsed. */
const OPEN = 30;

/**
 * A plan in GitHub's Markdown, for the summary of a CI job, with a trailing line feed.
 * @param objects the number of objects that the configuration declares
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
