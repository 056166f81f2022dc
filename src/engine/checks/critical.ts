import type { Link, Place, Problem, Step } from '../../model/index.ts';
import { links } from '../../resources/link/link.ts';

/** Problems for steps that would take a critical link down or delete it. Then nothing at all is changed. */
export function criticalProblems(
  critical: ReadonlyMap<string, Place> | undefined,
  steps: readonly Step[],
  before: readonly Link[],
): Problem[] {
  if (critical === undefined || critical.size === 0) return [];
  const there = new Set(before.map(({ name }) => name));
  return steps.flatMap((step) => {
    const link = step.before ?? step.after;
    if (link?.type !== 'link') return [];
    const place =
      critical.get(link.name) ?? (step.after?.type === 'link' ? critical.get(step.after.name) : undefined);
    const harm = place === undefined ? undefined : harmOf(step, there);
    return place === undefined || harm === undefined ? [] : [problem(link, harm, place, step)];
  });
}

interface Harm {
  readonly words: string;
  readonly source?: Place | undefined;
}

/**
 * What the step does to a critical link that must not happen, in words; undefined if nothing.
 * @param there names of the live links
 */
function harmOf(
  { action, changes, before, after, reason }: Step,
  there: ReadonlySet<string>,
): Harm | undefined {
  if (action === 'replace')
    return { words: 'be made anew', source: changes.find(({ forces }) => forces)?.source };
  if (action === 'remove') return { words: `be removed (${reason})` };
  // The link is lost with another one, and created again.
  if (action === 'create')
    return there.has(after?.type === 'link' ? after.name : '') ? { words: `go: ${reason}` } : undefined;
  const bounced = changes.find(({ down }) => down === true);
  if (bounced !== undefined)
    return { words: `go down for a moment (${bounced.attribute})`, source: bounced.source };
  const down = changes.find((change) => change.attribute === 'state' && change.after === 'down');
  const wasUp = before?.type === 'link' && before.attributes['state'] === 'up';
  return down === undefined || !wasUp ? undefined : { words: `go down (${reason})`, source: down.source };
}

const problem = (link: Link, { words, source }: Harm, place: Place, { source: step }: Step): Problem => ({
  code: 'critical',
  severity: 'error',
  stops: true,
  message: `${links.name(link)} is critical, and would ${words}: nothing is done`,
  hint: 'leave that change out, or remove "critical" while it is made',
  source: source ?? step ?? place,
});
