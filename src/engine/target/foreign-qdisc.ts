import type { Attributes, Link, Problem } from '../../model/index.ts';
import { FILTERS, filtersIn, isHook, othersIn } from '../../model/language/qdiscs/filters.ts';
import { qdiscKind } from '../../model/language/qdiscs/kinds.ts';
import { QDISC, type Qdisc, qdiscIn } from '../../model/language/qdiscs/qdisc.ts';
import { CLASSES, QDISCS } from '../../model/language/qdiscs/tree.ts';
import { hasAsWanted } from '../../resources/link/details.ts';
import type { Wanted } from '../../resources/room.ts';
import { besideClasses } from './foreign-in-classes.ts';

/** The wanted link without what would take away, or get mixed with, traffic control of others. Each is a problem. */
export const besideForeignQdiscs = (
  wanted: Wanted<Link>,
  live: Link | undefined,
  problems: Problem[],
): Wanted<Link> =>
  [besideForeignQdisc, besideClasses, besideIngress, besideFilters].reduce(
    (possible, beside) => beside(possible, live, problems),
    wanted,
  );

/**
 * The wanted link without its queueing discipline if the live one is of a kind that cannot be declared, or has classes of
 * others while none are declared: these would be lost for good.
 */
function besideForeignQdisc(wanted: Wanted<Link>, live: Link | undefined, problems: Problem[]): Wanted<Link> {
  const { kind } = qdiscIn(live?.attributes[QDISC]) ?? {};
  if (kind === undefined || live === undefined) return wanted;
  if (qdiscKind(kind) !== undefined && live.facts?.othersBelow !== true) return wanted;
  const { item, source, places } = wanted;
  const { [QDISC]: declared, ...others } = item.attributes;
  // A link to be restored that had it.
  if (declared === undefined || hasAsWanted(live, QDISC, declared)) return wanted;
  problems.push(
    source === null
      ? staying(item.name, kind)
      : {
          code: 'foreign-qdisc',
          severity: 'error',
          message: `${item.name} has a queueing discipline ${kind} of others, which could not be brought back: it stays, and "${QDISC}" is left out, with what is declared below it`,
          hint: `to have it replaced, remove it: tc qdisc del dev ${item.name} root`,
          source: places[QDISC] ?? source,
        },
  );
  const attributes = isSameRoot(qdiscIn(declared), qdiscIn(live.attributes[QDISC]))
    ? others
    : withoutBelow(others);
  return { ...wanted, item: { ...item, attributes } };
}

/** Whether classes of the one can be in the other. */
const isSameRoot = (a: Qdisc | undefined, b: Qdisc | undefined): boolean =>
  a?.kind === b?.kind && a?.options['handle'] === b?.options['handle'];

/** The attributes without what is declared below a root that does not come. */
function withoutBelow({ [CLASSES]: _, [QDISCS]: __, [FILTERS]: filters, ...others }: Attributes): Attributes {
  const isFree = filters !== undefined && filtersIn(filters).every(({ at }) => isHook(at));
  return isFree ? { ...others, [FILTERS]: filters } : others;
}

/** The warning about a discipline that is not replaced by the one before. */
export const staying = (name: string, kind: string): Problem => ({
  code: 'foreign-qdisc',
  severity: 'warning',
  message: `${name} keeps its queueing discipline ${kind}: what others have there, or below it, could not be brought back`,
  hint: `to have it go, remove it: tc qdisc del dev ${name} root`,
  source: null,
});

/** The wanted link without filters of what goes out beside `ingress`, to which the kernel would add them (ingress_tcf_block). */
function besideIngress(wanted: Wanted<Link>, live: Link | undefined, problems: Problem[]): Wanted<Link> {
  const { item, source, places } = wanted;
  const { [FILTERS]: filters, ...attributes } = item.attributes;
  if (live?.facts?.ingressOnly !== true || !filtersIn(filters).some(({ at }) => at === 'egress'))
    return wanted;
  problems.push({
    code: 'foreign-qdisc',
    severity: source === null ? 'warning' : 'error',
    message: `${item.name} has the discipline ingress of others, which has no place for filters at egress: it stays, and "${FILTERS}" is left out`,
    hint: `to have clsact in its place, remove it: tc qdisc del dev ${item.name} ingress`,
    source: places[FILTERS] ?? source,
  });
  return { ...wanted, item: { ...item, attributes } };
}

/**
 * The wanted link without its filters if one has a priority that others have at that place for one that cannot be declared: the
 * kernel takes no other protocol or kind there (tcf_chain_tp_find), and both would go together.
 */
function besideFilters(wanted: Wanted<Link>, live: Link | undefined, problems: Problem[]): Wanted<Link> {
  const { item, source, places } = wanted;
  const { [FILTERS]: filters, ...attributes } = item.attributes;
  const others = filters === undefined ? [] : othersIn(live?.attributes[FILTERS]);
  if (others.length === 0) return wanted;
  const taken = new Set(others.map(({ at, priority }) => `${at} ${priority}`));
  const first = filtersIn(filters).find(({ at, priority }) => taken.has(`${at} ${priority}`));
  if (first === undefined) return wanted;
  const { at, priority } = first;
  problems.push({
    code: 'foreign-filter',
    severity: source === null ? 'warning' : 'error',
    message: `others have a filter with the priority ${priority} at ${at} of ${item.name}: it stays, and "${FILTERS}" is left out`,
    hint: `say another "priority", or remove it: tc filter del dev ${item.name} ${isHook(at) ? at : `parent ${at}`} pref ${priority}`,
    source: places[FILTERS] ?? source,
  });
  return { ...wanted, item: { ...item, attributes } };
}
