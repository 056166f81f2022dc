import type { Draft, SaidRoute } from './draft.ts';
import { saidUsual } from './routes.ts';

/** Goes through the routes of a device in the order of the file. Common ones are given as ranges of their numbers. */
export function eachInOrder(
  { routes, usual }: Draft,
  object: (said: SaidRoute) => void,
  numbers: (from: number, to: number) => void,
): void {
  let next = 0;
  const count = usual?.entries.length ?? 0;
  const upTo = (offset: number): void => {
    const from = next;
    if (offset === Number.POSITIVE_INFINITY) next = count;
    while (next < count && (usual?.rows.starts[usual.entries[next] ?? 0] ?? 0) < offset) next += 1;
    if (next > from) numbers(from, next);
  };
  routes.forEach((said) => {
    if (said.list === usual?.list) upTo(said.node.start);
    object(said);
  });
  upTo(Number.POSITIVE_INFINITY);
}

/** Makes objects for the common routes of a device, if there are complaints or each one is needed. */
export function makeObjects(draft: Draft): void {
  const { usual } = draft;
  if (usual === undefined) return;
  const routes: SaidRoute[] = [];
  eachInOrder(
    draft,
    (said) => routes.push(said),
    (from, to) => {
      for (let number = from; number < to; number += 1) routes.push(saidUsual(usual, number, draft));
    },
  );
  draft.routes = routes;
  draft.usual = undefined;
}
