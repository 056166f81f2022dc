import type { AttributeStatus, ObjectState, ObjectStatus, Status } from '../model/index.ts';
import { type Line, withPlaces } from './columns.ts';
import { type Paint, plain, type Style } from './paint.ts';
import { problemLines, valuesOf } from './plan-text.ts';
import { printable } from './printable.ts';

/** The names of states, with their styles, in the order of the summary. */
export const STATES: Readonly<Record<ObjectState, readonly [word: string, style: Style]>> = {
  'in-sync': ['in sync', 'place'],
  drifted: ['drifted', 'change'],
  missing: ['missing', 'create'],
  absent: ['absent', 'note'],
  'left-over': ['left over', 'remove'],
  foreign: ['foreign', 'note'],
  ignored: ['ignored', 'note'],
};

const UNUSUAL: ReadonlySet<string> = new Set(['absent', 'foreign', 'ignored'] satisfies ObjectState[]);

const WIDTH = Math.max(...Object.values(STATES).map(([word]) => word.length));
const INDENT = ' '.repeat(WIDTH + 6);

/** A status as `nlapply status` prints it: a line for each object, and for each attribute that is not as declared. */
export function statusText(status: Status, paint: Paint = plain): string {
  const lines = [
    ...status.objects.flatMap((object) => objectLines(object, paint)),
    ...problemLines(status.problems, paint),
  ];
  const body = withPlaces(lines, paint);
  return `${[...body, ...(body.length === 0 ? [] : ['']), paint('strong', statusSummary(status))].join('\n')}\n`;
}

/** `Status: 7 in sync, 1 drifted, 0 missing, 0 left over.`; other states are included only if there are any. */
export function statusSummary({ objects }: Status): string {
  const counts = Object.entries(STATES).flatMap(([state, [word]]) => {
    const count = objects.filter((object) => object.state === state).length;
    return count === 0 && UNUSUAL.has(state) ? [] : [`${count} ${word}`];
  });
  return `Status: ${counts.join(', ')}.`;
}

function objectLines({ state, name, attributes, source }: ObjectStatus, paint: Paint): Line[] {
  const [word, style] = STATES[state];
  const label = word.padEnd(WIDTH);
  const drifted = attributes.filter((attribute) => attribute.state === 'drifted');
  const width = Math.max(0, ...drifted.map(({ attribute }) => attribute.length));
  return [
    {
      text: `  ${label}  ${printable(name)}`,
      painted: `  ${paint(style, label)}  ${printable(name)}`,
      place: source,
    },
    ...drifted.flatMap((attribute) =>
      driftText(attribute).map((values): Line => {
        const text = `${INDENT}${attribute.attribute.padEnd(width)}  `;
        return { text: text + values, painted: text + paint('change', values), place: attribute.source };
      }),
    ),
  ];
}

/** `found 1500, declared 9000`; for lists that may be long a line for each difference. */
export function driftText({ attribute, wanted, found }: AttributeStatus): readonly string[] {
  const before = valuesOf({ attribute, before: undefined, after: found }, true);
  const after = valuesOf({ attribute, before: undefined, after: wanted }, true);
  const [was] = before;
  const [shall] = after;
  const differences = valuesOf({ attribute, before: found, after: wanted }, false);
  const isPair = differences.length === 1 && differences[0] === `${was} -> ${shall}`;
  return isPair ? [`found ${was}, declared ${shall}`] : differences;
}
