import type { Context } from '../context.ts';
import type { Draft } from '../draft.ts';
import { idsBelow, spanBetween } from './below.ts';

/** Reports devices that stand on themselves, through lower devices and ports. */
export function checkCycles(context: Context): void {
  const below = idsBelow(context);
  const finished = new Set<string>();
  for (const draft of context.devices) {
    if (below(draft).length > 0 && !finished.has(draft.id)) descend(draft, below, finished, context);
  }
}

/** A depth-first search without recursion, since a chain may be as long as the file. */
function descend(
  start: Draft,
  below: (draft: Draft) => readonly string[],
  finished: Set<string>,
  context: Context,
): void {
  const path: { readonly draft: Draft; readonly rest: string[] }[] = [
    { draft: start, rest: [...below(start)] },
  ];
  const onPath = new Set([start.id]);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.rest.pop();
    const draft = next === undefined ? undefined : context.drafts.get(next);
    if (next === undefined) {
      path.pop();
      onPath.delete(top.draft.id);
      finished.add(top.draft.id);
    } else if (onPath.has(next)) {
      report(path.map((step) => step.draft).slice(path.findIndex((step) => step.draft.id === next)), context);
    } else if (draft !== undefined && !finished.has(next)) {
      path.push({ draft, rest: [...below(draft)] });
      onPath.add(next);
    }
  }
}

/** Reports a cycle at its first place in the file, together with its last one. */
function report(cycle: readonly Draft[], { reporter }: Context): void {
  const [first] = cycle;
  if (first === undefined) return;
  const named = [...cycle, first].map(({ id }) => id).join(' on ');
  const shown = named.length > 200 ? `${named.slice(0, 200)}…` : named;
  const [start, ...others] = cycle
    .map((draft, i) => ({ draft, span: spanBetween(draft, cycle[i + 1] ?? first) }))
    .sort((a, b) => a.span.source.order - b.span.source.order || a.span.start - b.span.start);
  const end = others.at(-1);
  const related =
    end === undefined
      ? undefined
      : { message: `"${end.draft.id}" stands on one of them here`, span: end.span };
  reporter.error(
    'cycle',
    start?.span ?? first.key,
    cycle.length === 1 ? `"${first.id}" stands on itself` : `these devices stand on each other: ${shown}`,
    { related },
  );
}
