import {
  type Action,
  type Change,
  isRun,
  type Plan,
  type Problem,
  partsOf,
  type Step,
  type StepRun,
} from '../model/index.ts';
import { type Line, withPlaces } from './columns.ts';
import { macsecText } from './macsec-text.ts';
import { moreOf, namedOf, shortened } from './many-alike.ts';
import { type Paint, plain } from './paint.ts';
import { peersText } from './peers-text.ts';
import { printable } from './printable.ts';
import { inSync, nothingToDo, planSummary } from './summary.ts';
import { trafficText } from './traffic-text.ts';
import { shown, valueText } from './value-text.ts';

const SYMBOLS: Readonly<Record<Action, string>> = {
  create: '  +',
  remove: '  -',
  change: '  ~',
  replace: '-/+',
};
const INDENT = '      ';

/** The reason that readers expect; any other is printed. */
const PLAIN_REASON = 'declared';

/**
 * A plan as `nlapply diff` prints it, with a trailing line feed.
 * @param objects the number of objects that the configuration declares, for the sentence that there is nothing to do
 */
export function planText(plan: Plan, objects: number, paint: Paint = plain): string {
  const lines = [...stepsLines(plan.steps, paint), ...problemLines(plan.problems, paint)];
  const body = withPlaces(lines, paint);
  const closing = paint('strong', inSync(plan) ? nothingToDo(plan, objects) : planSummary(plan));
  return `${[...body, ...(body.length === 0 ? [] : ['']), closing].join('\n')}\n`;
}

/** What is shown of steps. */
export interface Telling {
  /** Returns the changes of a step that are shown. */
  readonly shows?: typeof shownChanges;
  /** Whether of very many steps of the same sort in a row only the first are named, with the number of the others. */
  readonly counts?: boolean;
}

/** Steps only, with one or more lines each and a trailing line feed; empty if there are none. */
export function stepsText(steps: readonly Step[], paint: Paint = plain, telling: Telling = {}): string {
  if (steps.length === 0) return '';
  const lines = withPlaces(stepsLines(steps, paint, telling), paint);
  return `${lines.join('\n')}\n`;
}

function stepsLines(
  steps: readonly Step[],
  paint: Paint,
  { shows = shownChanges, counts = false }: Telling = {},
): Line[] {
  const lines: Line[] = [];
  for (const part of partsOf(steps)) {
    if (isRun(part)) {
      runLines(part, paint, counts, lines);
      continue;
    }
    for (const { named, more } of counts ? shortened(part) : [{ named: part, more: 0 }]) {
      named.forEach((step) => {
        stepLines(step, paint, shows).forEach((line) => {
          lines.push(line);
        });
      });
      const [first] = named;
      if (first !== undefined && more > 0)
        lines.push(plainLine(first.action, moreOf(more, first.kind), paint));
    }
  }
  return lines;
}

/** Adds a line for each route in a run; the steps themselves, which may be many, are not made. */
function runLines({ numbers, titleOf }: StepRun, paint: Paint, counts: boolean, lines: Line[]): void {
  const named = counts ? namedOf(numbers.length) : numbers.length;
  numbers.subarray(0, named).forEach((number) => {
    const { name, source } = titleOf(number);
    lines.push(plainLine('create', printable(name), paint, source));
  });
  const more = numbers.length - named;
  if (more > 0) lines.push(plainLine('create', moreOf(more, 'route'), paint));
}

function plainLine(action: Action, words: string, paint: Paint, place: Line['place'] = null): Line {
  const text = `${SYMBOLS[action]} ${words}`;
  return { text, painted: paint === plain ? text : paint(action, text), place };
}

function stepLines(step: Step, paint: Paint, shows: typeof shownChanges): Line[] {
  const symbol = SYMBOLS[step.action];
  const reason = step.reason === PLAIN_REASON || step.reason === '' ? '' : `   (${printable(step.reason)})`;
  const name = printable(step.name);
  const changes = shows(step);
  const ownPlaces = step.action === 'change' && changes.length > 0 && changes.every((c) => c.source);
  const text = `${symbol} ${name}${reason}`;
  const head: Line = {
    text,
    painted: paint === plain ? text : paint(step.action, `${symbol} ${name}`) + paint('place', reason),
    place: ownPlaces ? null : step.source,
  };
  if (changes.length + step.notes.length === 0) return [head];
  const width = Math.max(10, ...changes.map((change) => change.attribute.length));
  const notes = step.notes.map((note): Line => {
    const text = `${INDENT}! ${printable(note)}`;
    return { text, painted: paint('warning', text) };
  });
  return [head, ...changes.flatMap((change) => changeLines(change, step, width, paint)), ...notes];
}

/**
 * The changes of a step that are shown: for a new link its attributes; for other new objects and removed ones none, as
 * the name is enough.
 */
export function shownChanges(step: Step): readonly Change[] {
  if (step.action === 'remove') return [];
  if (step.action !== 'create') return step.changes;
  if (step.after?.type !== 'link') return [];
  if (step.changes.length > 0) return step.changes;
  return Object.entries(step.after.attributes).map(([attribute, after]) => ({
    attribute,
    before: undefined,
    after,
  }));
}

function changeLines(change: Change, step: Step, width: number, paint: Paint): Line[] {
  const created = step.action === 'create';
  return valuesOf(change, created).map((values) => changeLine(change, values, created, width, paint));
}

/** The text about a change; for lists that may be long a line for each difference. */
export function valuesOf({ attribute, before, after }: Change, created: boolean): readonly string[] {
  const peers = attribute === 'wireguard.peers' ? peersText(before, after, shown) : [];
  if (peers.length > 0) return peers;
  const keys = macsecText(attribute, before, after);
  if (keys.length > 0) return keys;
  const traffic = trafficText(attribute, before, after);
  if (traffic.length > 0) return traffic;
  const text = valueText(attribute, after);
  return [created ? text : `${valueText(attribute, before)} -> ${text}`];
}

function changeLine(change: Change, values: string, created: boolean, width: number, paint: Paint): Line {
  const forced = change.forces ? '   (cannot change in place)' : '';
  const name = `${INDENT}${change.attribute.padEnd(width)} `;
  return {
    text: name + values + forced,
    painted: name + (created ? values : paint('change', values)) + paint('replace', forced),
    place: change.source,
  };
}

/** Problems as lines that begin with `!`. */
export function problemLines(problems: readonly Problem[], paint: Paint): Line[] {
  return problems.flatMap((problem) => {
    const label = problem.severity === 'error' ? '' : 'warning: ';
    const text = `  ! ${label}${printable(problem.message)}`;
    const lines: Line[] = [{ text, painted: paint(problem.severity, text), place: problem.source }];
    if (problem.hint === undefined) return lines;
    const hint = `${INDENT}${printable(problem.hint)}`;
    return [...lines, { text: hint, painted: paint('note', hint) }];
  });
}
