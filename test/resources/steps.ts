import type { Action, Change, Item, Step } from '../../src/model/index.ts';
import type { Request } from '../../src/netlink/index.ts';
import { linkIndex } from '../../src/resources/link/index-table.ts';
import type { LinkIndex } from '../../src/resources/room.ts';

/** A step as a room gets it. */
export function step(action: Action, before: Item | null, after: Item | null, changes: Change[] = []): Step {
  const kind = (after ?? before)?.type ?? 'link';
  return { action, kind, key: '', name: '', before, after, changes, reason: '', source: null, notes: [] };
}

/** eth0 has index 2, br0 3. */
export const index = (): LinkIndex =>
  linkIndex([
    ['lo', 1],
    ['eth0', 2],
    ['br0', 3],
  ]);

/** Requests as types, flags and values to compare. */
export const plain = (requests: readonly Request[]) =>
  requests.map(({ type, flags, value }) => ({ type, ...(flags !== undefined && { flags }), value }));
