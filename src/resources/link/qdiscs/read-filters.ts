import type { Link, Value } from '../../../model/index.ts';
import {
  emptyHook,
  type Filter,
  filtersValue,
  HOOKS,
  hasHook,
  otherFilter,
} from '../../../model/language/qdiscs/filters.ts';
import { handleText } from '../../../model/language/qdiscs/handle.ts';
import { qdiscKind } from '../../../model/language/qdiscs/kinds.ts';
import { type Connection, filterOrder, RTM, tfilter } from '../../../netlink/index.ts';
import type { LinkIndex } from '../../room.ts';
import { parentOf } from './filter-orders.ts';
import { readFilter } from './filters.ts';
import { type Attached, hookIn } from './read.ts';

/** The filters of a link with these disciplines; null if there are none, nor clsact, in which those of what comes in and goes out are. */
export async function filtersOf(
  { index = 0 }: Link,
  own: readonly Attached[],
  route: Connection,
  links: LinkIndex,
): Promise<Value> {
  const filters: Filter[] = [];
  const others: Value[] = [];
  const hook = hookIn(own);
  const hooks = hook === undefined ? [] : hook.qdisc.kind === 'clsact' ? HOOKS : HOOKS.slice(0, 1);
  for (const at of [...hooks, ...classful(own)]) {
    const value = { index, parent: parentOf(at) };
    await route.dump({ message: tfilter, type: RTM.GETTFILTER, value }, (live) => {
      const { handle = 0, info = 0 } = live;
      // The kernel also shows the kind of each priority by itself, and u32 its tables.
      if (handle === 0) return undefined;
      const { priority, protocol } = filterOrder(info);
      const one = readFilter(live, { at, priority, protocol }, links);
      if (one === undefined) others.push(otherFilter(at, priority));
      else filters.push(one);
      return undefined;
    });
  }
  const shown = filtersValue(filters, others);
  if (hook !== undefined && !hasHook(shown)) return [...shown, emptyHook(hook.qdisc.kind)];
  return shown.length === 0 ? null : shown;
}

/** Whether there are any filters at the disciplines of a link. */
export async function hasFilters(
  { index = 0 }: Link,
  own: readonly Attached[],
  route: Connection,
): Promise<boolean> {
  for (const at of classful(own)) {
    const value = { index, parent: parentOf(at) };
    const found = await route.dump({ message: tfilter, type: RTM.GETTFILTER, value }, ({ kind }) => kind);
    if (found.length > 0) return true;
  }
  return false;
}

/** The disciplines that can have filters. */
const classful = (own: readonly Attached[]): readonly string[] =>
  own.flatMap(({ handle, qdisc: { kind } }) => {
    const known = qdiscKind(kind);
    const can = handle !== 0 && (known?.classes !== undefined || known?.classifies === true);
    return can ? [handleText(handle)] : [];
  });
