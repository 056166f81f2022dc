import type { Value } from '../../../model/index.ts';
import {
  FILTERS,
  type Filter,
  filtersIn,
  type Hook,
  hasHook,
  isAlike,
  isHook,
  isSameFilter,
  isUnhooked,
  othersIn,
  possibleFilters,
} from '../../../model/language/qdiscs/filters.ts';
import { handleOf, majorOf, parseHandle } from '../../../model/language/qdiscs/handle.ts';
import { filterInfo, NLM_F, qdisc, RTM, TC_H, tfilter } from '../../../netlink/index.ts';
import type { LinkIndex, Told } from '../../room.ts';
import { writeFilter } from './filters.ts';
import { protocolNumber } from './match-wires.ts';
import type { Keeping } from './tree-orders.ts';

/** The messages that change filters, and when they are sent: classes can only go after the filters that lead into them. */
export interface FilterOrders {
  readonly removals: readonly Told[];
  readonly additions: readonly Told[];
}

const about = [FILTERS];

/** The place that `ingress` and `clsact` have among the disciplines of a link. */
const CLSACT = { parent: TC_H.CLSACT, handle: handleOf(0xffff) };

const PLACES: Readonly<Record<Hook, number>> = { ingress: TC_H.MIN_INGRESS, egress: TC_H.MIN_EGRESS };

/** The parent by which filters of a place are asked for. */
export const parentOf = (at: string): number => (isHook(at) ? PLACES[at] : (parseHandle(at) ?? 0));

/**
 * The messages that make the present filters the wanted ones. Where filters of others are in the way, the kernel
 * says so. `kept` tells what of the disciplines stays: filters of others go along with them.
 */
export function filterOrders(
  link: number,
  had: Value | undefined,
  after: Value | undefined,
  kept: Keeping,
  links: LinkIndex,
): FilterOrders {
  if (after === undefined) return { removals: [], additions: [] };
  const present = filtersIn(had).filter(({ at }) => isHook(at) || kept.holder(majorOf(parentOf(at))));
  // On the way back: one that led to a link which was gone already.
  const wanted = possibleFilters(after, present).filter(
    ({ at }) => isHook(at) || kept.comes(majorOf(parentOf(at))),
  );
  const before = new Map<string, Filter[]>();
  for (const one of present) before.set(keyOf(one), [...(before.get(keyOf(one)) ?? []), one]);
  const next = new Map(wanted.map((one) => [keyOf(one), one]));
  /** A filter holds the class that it leads into (tcf_bind_filter). */
  const leadsOn = ({ class: into }: Filter): boolean => into === 0 || !kept.goes(into);
  const stays = (key: string): boolean => {
    const [one, ...more] = before.get(key) ?? [];
    const other = next.get(key);
    if (one === undefined || other === undefined || more.length > 0 || !leadsOn(one)) return false;
    return isSameFilter(other, one) || isInPlace(other, one);
  };
  const gone = [...before.keys()].filter((key) => !stays(key));
  const others = othersIn(had).filter(({ at }) => isHook(at));
  const isHooked = wanted.some(({ at }) => isHook(at));
  const hook = (type: number, flags: number): Told => ({
    ...{ message: qdisc, type, flags, value: { index: link, ...CLSACT, kind: 'clsact' }, about },
  });
  const unhook = isUnhooked(after) && hasHook(had) && others.length === 0;
  return {
    removals: [
      ...gone.flatMap((key) => {
        const [one] = before.get(key) ?? [];
        if (one === undefined) return [];
        const value = { index: link, parent: parentOf(one.at), info: filterInfo(one.priority, 0) };
        return [{ message: tfilter, type: RTM.DELTFILTER, value, about }];
      }),
      ...(unhook ? [{ message: qdisc, type: RTM.DELQDISC, value: { index: link, ...CLSACT }, about }] : []),
    ],
    additions: [
      ...(isHooked && !hasHook(had) ? [hook(RTM.NEWQDISC, NLM_F.CREATE | NLM_F.EXCL)] : []),
      ...wanted.flatMap((one): Told[] => {
        const same = stays(keyOf(one)) ? before.get(keyOf(one))?.[0] : undefined;
        if (same !== undefined && isSameFilter(one, same)) return [];
        const info = filterInfo(one.priority, protocolNumber(one.protocol));
        const value = { index: link, parent: parentOf(one.at), info, ...writeFilter(one, links) };
        const flags = NLM_F.CREATE | (same === undefined ? NLM_F.EXCL : 0);
        return [{ message: tfilter, type: RTM.NEWTFILTER, flags, value, about }];
      }),
    ],
  };
}

const keyOf = ({ at, priority }: Filter): string => `${at} ${priority}`;

/**
 * Whether the kernel can make the present filter the wanted one: flower puts it in the place of the other if it looks at
 * the same bits (fl_check_assign_mask).
 */
const isInPlace = (wanted: Filter, present: Filter): boolean =>
  wanted.kind === 'flower' && isAlike(wanted, present) && maskOf(wanted) === maskOf(present);

/** What is looked at, without the values: of prefixes the length, and of ports whether it is a range. */
const maskOf = ({ match }: Filter): string =>
  Object.entries(match)
    .map(([name, text]) => {
      const mask = text.split('/')[1] ?? '';
      return [name, mask, text.includes(':'), text.includes('-')].join(' ');
    })
    .sort()
    .join();
