import type { Action, Change, Item, Step } from '../../src/model/index.ts';
import type { Request } from '../../src/netlink/index.ts';
import { linkIndex } from '../../src/resources/link/index-table.ts';
import { isCall, type LinkIndex, type Order } from '../../src/resources/room.ts';

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

/** The orders as requests; none of them is a call. */
export function asRequests(orders: readonly Order[]): Request[] {
  return orders.map((order) => {
    if (isCall(order)) throw new Error(`a call where none is expected: ${order.text}`);
    return order;
  });
}

/** Orders that are requests, as types, flags and values to compare. */
export const plain = (orders: readonly Order[]) =>
  asRequests(orders).map(({ type, flags, value }) => ({
    type,
    ...(flags !== undefined && { flags }),
    value,
  }));
