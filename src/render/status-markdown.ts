import type { ObjectStatus, Status } from '../model/index.ts';
import { alerts, code, escaped, folded, placed, table } from './markdown-text.ts';
import { driftText, STATES, statusSummary } from './status-text.ts';

const HEADING = ['State', 'Object', 'Attribute', 'Difference', 'Declared at'];

/** A status in GitHub's Markdown, for the summary of a CI job; objects that are in sync are collapsed. */
export function statusMarkdown(status: Status): string {
  const isQuiet = ({ state }: ObjectStatus): boolean => state === 'in-sync' || state === 'absent';
  const isOthers = ({ state }: ObjectStatus): boolean => state === 'foreign' || state === 'ignored';
  const loud = status.objects.filter((object) => !isQuiet(object) && !isOthers(object));
  const quiet = status.objects.filter(isQuiet);
  const others = status.objects.filter(isOthers);
  const body = [
    '### nlapply status',
    '',
    `**${escaped(statusSummary(status))}**`,
    '',
    ...alerts(status.problems),
    ...(loud.length === 0 ? [] : [...table(HEADING, loud.flatMap(rows)), '']),
    ...hidden('As declared', quiet),
    ...hidden('Foreign', others),
  ];
  return `${body.join('\n').trimEnd()}\n`;
}

const hidden = (summary: string, objects: readonly ObjectStatus[]): string[] =>
  objects.length === 0 ? [] : [...folded(summary, table(HEADING, objects.flatMap(rows)), false), ''];

/** A row for the object, or for each of its attributes that is not as declared. */
function rows({ state, name, attributes, source }: ObjectStatus): string[][] {
  const start = [STATES[state][0], code(name)];
  const drifted = attributes.filter((attribute) => attribute.state === 'drifted');
  if (drifted.length === 0) return [[...start, '', '', placed(source)]];
  return drifted.map((one) => [
    ...start,
    code(one.attribute),
    driftText(one).map(code).join('<br>'),
    placed(one.source ?? source),
  ]);
}
