import { LISTS, type Step } from '../model/index.ts';

/**
 * Of more steps of the same sort in a row than this, only some are named: nobody reads more, and a journal drops too
 * many lines at once.
 */
const MANY = 100;

/** The number of steps that are named in that case. */
const NAMED = 10;

/** How many of this number of steps of the same sort are named. */
export const namedOf = (count: number): number => (count > MANY ? NAMED : count);

/** Some steps that are named, and the number of further ones of the same sort. */
interface Shortened {
  readonly named: readonly Step[];
  readonly more: number;
}

/** Divides steps, in their order. Links are never shortened, since their attributes are shown. */
export function shortened(steps: readonly Step[]): readonly Shortened[] {
  const parts: Shortened[] = [];
  for (let from = 0, end = 0; from < steps.length; from = end) {
    end = endOfAlike(steps, from);
    const named = steps.slice(from, from + namedOf(end - from));
    parts.push({ named, more: end - from - named.length });
  }
  return parts;
}

function endOfAlike(steps: readonly Step[], from: number): number {
  const first = steps[from];
  let end = from + 1;
  if (first === undefined || !isPlain(first)) return end;
  for (; end < steps.length; end++) {
    const step = steps[end];
    if (step?.action !== first.action || step.kind !== first.kind || !isPlain(step)) break;
  }
  return end;
}

/** Whether the name says everything about a step. */
const isPlain = ({ action, kind, notes }: Step): boolean =>
  (action === 'create' || action === 'remove') && kind !== 'link' && notes.length === 0;

/** `9990 routes more, which --verbose lists`. */
export const moreOf = (count: number, kind: Step['kind']): string =>
  `${count} ${MANY_OF[kind] ?? LISTS[kind]} more, which --verbose lists`;

const MANY_OF: Partial<Readonly<Record<Step['kind'], string>>> = {
  fdb: 'fdb entries',
  mdb: 'mdb entries',
  fou: 'fou ports',
  label: 'address labels',
};
