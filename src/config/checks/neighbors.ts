import type { Neighbor } from '../../model/neighbor.ts';
import type { Context } from '../context.ts';
import type { Draft, Said } from '../draft.ts';

/** Drops neighbours that are declared twice on a device, and reports conflicting ones. */
export function checkNeighbors(context: Context): void {
  for (const draft of context.devices) {
    if (draft.neighbors.length === 0) continue;
    const seen = new Map<string, Said<Neighbor>>();
    draft.neighbors = draft.neighbors.filter((said) => isNew(said, seen, draft, context));
    warnOfOwn(draft, context);
  }
}

function isNew(
  said: Said<Neighbor>,
  seen: Map<string, Said<Neighbor>>,
  draft: Draft,
  { reporter }: Context,
): boolean {
  const { to, proxy } = said.item;
  const key = `${to} ${proxy}`;
  const twin = seen.get(key);
  if (twin === undefined) {
    seen.set(key, said);
    return true;
  }
  const options = { related: { message: 'first here', span: twin.node }, list: said.list };
  if (JSON.stringify(twin.item) === JSON.stringify(said.item)) {
    const message = `the neighbour ${to} is declared twice on "${draft.id}"`;
    reporter.warning('duplicate-neighbor', said.node, message, options);
  } else {
    const message = `the neighbour ${to} is declared twice on "${draft.id}", with other options`;
    reporter.error('duplicate-neighbor', said.node, message, options);
  }
  return false;
}

/** Packets to an address of the machine itself never leave it. */
function warnOfOwn({ id, addresses, neighbors }: Draft, { reporter }: Context): void {
  for (const { item, node, list } of neighbors) {
    const own = addresses.find(({ item: { address } }) => address === item.to);
    if (own === undefined) continue;
    const related = { message: 'given here', span: own.node };
    const message = `the neighbour ${item.to} is an address of "${id}" itself`;
    reporter.warning('no-effect', node, message, { related, list });
  }
}
