import { LISTS, type Step } from '../model/index.ts';

/** More steps of one sort in a row than these are counted: nobody reads them, and a journal drops what is too much at once. */
const MANY = 100;

/** The first of them, which are named all the same. */
const NAMED = 10;

/** How many of so many steps of one sort in a row are named. */
export const namedOf = (count: number): number => (count > MANY ? NAMED : count);

/** Steps of which some are named, and then so many of their sort are not. */
interface Shortened {
  readonly named: readonly Step[];
  readonly more: number;
}

/** Steps in their order. Links are no sort: each has attributes that are told. */
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

/** Told by its name alone. */
const isPlain = ({ action, kind, notes }: Step): boolean =>
  (action === 'create' || action === 'remove') && kind !== 'link' && notes.length === 0;

/** `9990 routes more, which --verbose lists`. */
export const moreOf = (count: number, kind: Step['kind']): string =>
  `${count} ${kind === 'fdb' ? 'fdb entries' : LISTS[kind]} more, which --verbose lists`;
