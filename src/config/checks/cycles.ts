import { type Context, type Draft, lowerOf } from '../draft.ts';

/** Devices stand on their lower devices and bridges on their ports; going down must come to an end. */
export function checkCycles(context: Context): void {
  const ports = new Map<string, string[]>();
  for (const { id, attributes } of context.drafts.values()) {
    const { master } = attributes;
    if (typeof master !== 'string') continue;
    const known = ports.get(master);
    if (known === undefined) ports.set(master, [id]);
    else known.push(id);
  }
  const below = (draft: Draft): string[] => [
    ...(ports.get(draft.id) ?? []),
    ...draft.references.filter(({ below }) => below).map(({ id }) => id),
  ];
  const finished = new Set<string>();
  for (const draft of context.drafts.values()) {
    if (!finished.has(draft.id)) descend(draft, below, finished, context);
  }
}

/** Depth first without recursion: a chain may be as long as the file. */
function descend(
  start: Draft,
  below: (draft: Draft) => string[],
  finished: Set<string>,
  context: Context,
): void {
  const path: { readonly draft: Draft; readonly rest: string[] }[] = [{ draft: start, rest: below(start) }];
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
      path.push({ draft, rest: below(draft) });
      onPath.add(next);
    }
  }
}

function report(cycle: readonly Draft[], { reporter }: Context): void {
  const [first] = cycle;
  if (first === undefined) return;
  const named = [...cycle, first].map(({ id }) => id).join(' on ');
  const shown = named.length > 200 ? `${named.slice(0, 200)}…` : named;
  const span = cycle.map(lowerOf).find((lower) => lower !== undefined)?.span ?? first.key;
  reporter.error(
    'cycle',
    span,
    cycle.length === 1 ? `"${first.id}" stands on itself` : `these devices stand on each other: ${shown}`,
  );
}
