import type { Neighbor } from '../../model/neighbor.ts';
import type { Context } from '../context.ts';
import type { Draft, Said } from '../draft.ts';
import { type Firsts, isFirst } from './first.ts';

/** Drops neighbours that are declared twice on a device, and reports conflicting ones. */
export function checkNeighbors(context: Context): void {
  for (const draft of context.devices) {
    if (draft.neighbors.length === 0) continue;
    const firsts: Firsts = new Map();
    draft.neighbors = draft.neighbors.filter((said) => isNew(said, firsts, draft, context));
    warnOfOwn(draft, context);
  }
}

function isNew(said: Said<Neighbor>, firsts: Firsts, { id }: Draft, context: Context): boolean {
  const { to, proxy } = said.item;
  return isFirst(said, `${to} ${proxy}`, firsts, context, {
    code: 'duplicate-neighbor',
    what: `the neighbour ${to} on "${id}"`,
  });
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
