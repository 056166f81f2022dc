import type { Attributes, Link, LinkFacts, Value } from '../../../model/index.ts';
import {
  areFiltersAsDeclared,
  FILTERS,
  hasOthersBelow,
  leadingNowhere,
} from '../../../model/language/qdiscs/filters.ts';
import { qdiscKind } from '../../../model/language/qdiscs/kinds.ts';
import {
  DEFAULT_QDISC,
  isAsDeclared,
  parseQdisc,
  QDISC,
  qdiscIn,
  qdiscText,
  withoutUsual,
} from '../../../model/language/qdiscs/qdisc.ts';
import {
  areChildrenAsDeclared,
  areClassesAsDeclared,
  CLASSES,
  QDISCS,
  rooted,
  treeOf,
} from '../../../model/language/qdiscs/tree.ts';
import { type Connection, link as linkMessage, RTM, TC_H } from '../../../netlink/index.ts';
import type { Told } from '../../room.ts';
import { changing, isInPlace, making, removal } from '../qdiscs/change.ts';
import { filterOrders } from '../qdiscs/filter-orders.ts';
import { type Attached, attachedIn, childrenOf, classesOf, hookIn } from '../qdiscs/read.ts';
import { filtersOf, hasFilters } from '../qdiscs/read-filters.ts';
import { keeping, treeOrders } from '../qdiscs/tree-orders.ts';
import type { LinkDetails } from './link-details.ts';

const ALL: readonly string[] = [QDISC, CLASSES, QDISCS, FILTERS];

/** Traffic control: the queueing discipline at the root of a link, and what is below it. */
export const qdisc: LinkDetails = {
  onDemand: true,
  alone: true,
  appliesTo: () => true,
  concerns: (attribute) => ALL.includes(attribute),
  how: () => 'live',
  isAs: (after, before, { facts }, attribute) =>
    attribute === QDISC
      ? isRootAs(after, before === DEFAULT_QDISC ? facts?.defaultQdisc : before)
      : attribute === CLASSES
        ? areClassesAsDeclared(after, before)
        : attribute === QDISCS
          ? areChildrenAsDeclared(after, before)
          : areFiltersAsDeclared(after, before),
  isLeft: (ours, live, attribute) =>
    attribute === FILTERS && areFiltersAsDeclared(leadingNowhere(ours, live), live),
  async read(links, { route }, index, tell, asked) {
    const found = new Map<string, Attributes>();
    const wanted = new Map(
      links.map((link) => [link, new Set(asked(link).filter((one) => ALL.includes(one)))]),
    );
    const all = await attachedIn(route);
    if (all === undefined) return found;
    for (const [link, names] of wanted) {
      const own = all.get(link.index ?? 0) ?? [];
      const attributes: Record<string, Value> = {};
      if (names.has(QDISC)) attributes[QDISC] = rootText(own);
      if (names.has(CLASSES)) attributes[CLASSES] = await classesOf(link, own, route);
      if (names.has(QDISCS)) attributes[QDISCS] = childrenOf(own);
      if (names.has(FILTERS)) attributes[FILTERS] = await filtersOf(link, own, route, index);
      const facts: LinkFacts = {
        ...(names.has(QDISC) && rootFacts(own)),
        ...(names.has(QDISC) &&
          (hasOthersBelow(attributes[FILTERS]) || (await isAboveOthers(link, own, names, route))) && {
            othersBelow: true,
          }),
        ...(names.has(CLASSES) && !names.has(QDISCS) && othersIn(childrenOf(own))),
        ...(names.has(FILTERS) && hookIn(own)?.qdisc.kind === 'ingress' && { ingressOnly: true }),
      };
      if (Object.keys(facts).length > 0) tell(link.name, facts);
      found.set(link.name, attributes);
    }
    return found;
  },
  orders({ name, attributes }, before, after, index) {
    const at = index.indexOf(name);
    const root = QDISC in after ? rootOrders(at, attributes, before) : KEPT;
    const [had, wanted] = [
      root.anew ? NO_TREE : treeOf(before),
      rooted(treeOf(attributes), attributes, root.anew),
    ];
    // Filters can be at disciplines of which nothing is declared.
    const kept = keeping(had, wanted, !root.anew && !(QDISCS in attributes));
    const { removals, changes } = treeOrders(at, had, wanted, kept);
    const filters = filterOrders(at, before[FILTERS], attributes[FILTERS], kept, index);
    // A filter holds the class that it leads into.
    return [...filters.removals, ...removals, ...root.orders, ...changes, ...filters.additions];
  },
};

const NO_TREE = treeOf({});

/** What becomes of a root. What was below one that is made anew is gone. */
interface RootOrders {
  readonly orders: readonly Told[];
  readonly anew: boolean;
}
const KEPT: RootOrders = { orders: [], anew: false };

function rootOrders(index: number, attributes: Attributes, had: Attributes): RootOrders {
  const place = { index, parent: TC_H.ROOT, about: [QDISC] };
  const wanted = qdiscIn(attributes[QDISC]);
  const present = qdiscIn(had[QDISC]);
  if (wanted === undefined) return present === undefined ? KEPT : { orders: [removal(place)], anew: true };
  // On the way back, what others had on a link that is made anew, and no words are known for.
  if (qdiscKind(wanted.kind) === undefined) return KEPT;
  const isSame = present?.kind === wanted.kind;
  if (isSame && isInPlace(wanted, present)) return { orders: [changing(wanted, place)], anew: false };
  // One with a number would have to be of the same kind as what has that number now (tc_modify_qdisc).
  const goesFirst = isSame || (present !== undefined && wanted.options['handle'] !== undefined);
  const made = [...(goesFirst ? [removal(place)] : []), making(wanted, place)];
  const orders = attributes[QUEUE_LENGTH] === 0 ? [...made, withoutQueue(index)] : made;
  return { orders, anew: true };
}

function isRootAs(after: Value, found: Value | undefined): boolean {
  const declared = qdiscIn(after);
  return declared !== undefined && typeof found === 'string' && isAsDeclared(declared, parseQdisc(found));
}

const QUEUE_LENGTH = 'transmit-queue-length';

/** With a new discipline the kernel gives a virtual device the usual queue if it has none (qdisc_create). */
const withoutQueue = (index: number): Told => ({
  ...{ message: linkMessage, type: RTM.NEWLINK, value: { index, txqlen: 0 }, about: [QUEUE_LENGTH] },
});

/** What the kernel attaches itself has no handle, and cannot be deleted (attach_default_qdiscs, tc_get_qdisc). */
function rootText(own: readonly Attached[]): string {
  const root = rootIn(own);
  // A link that was never up has none.
  return root === undefined || root.handle === 0 ? DEFAULT_QDISC : qdiscText(withoutUsual(root.qdisc));
}

function rootFacts(own: readonly Attached[]): LinkFacts {
  const root = rootIn(own);
  return root?.handle === 0 ? { defaultQdisc: qdiscText(withoutUsual(root.qdisc)) } : {};
}

const othersIn = (children: Value): LinkFacts =>
  Array.isArray(children) && children.length > 0 ? { qdiscsOfOthers: children.map(String) } : {};

const rootIn = (own: readonly Attached[] = []): Attached | undefined =>
  own.find(({ parent }) => parent === TC_H.ROOT);

/** Whether somebody attached it, and there can be something below. */
function canHaveMore(root: Attached | undefined): boolean {
  const kind = qdiscKind(root?.qdisc.kind ?? '');
  return root?.handle !== 0 && (kind?.classes !== undefined || kind?.bands !== undefined);
}

/**
 * Whether others have put something below the root: nobody has asked for it, so that it could not be brought back.
 */
async function isAboveOthers(
  link: Link,
  own: readonly Attached[],
  asked: ReadonlySet<string>,
  route: Connection,
): Promise<boolean> {
  if (!canHaveMore(rootIn(own))) return false;
  const isAny = (value: Value): boolean => Array.isArray(value) && value.length > 0;
  if (!asked.has(QDISCS) && isAny(childrenOf(own))) return true;
  if (!asked.has(FILTERS) && (await hasFilters(link, own, route))) return true;
  return !asked.has(CLASSES) && isAny(await classesOf(link, own, route));
}
