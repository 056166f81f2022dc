import type { Link, Problem } from '../../model/index.ts';
import { qdiscKind } from '../../model/language/qdiscs/kinds.ts';
import { QDISC, qdiscIn } from '../../model/language/qdiscs/qdisc.ts';
import { hasAsWanted } from '../../resources/link/details.ts';
import type { Wanted } from '../../resources/room.ts';

/**
 * The wanted link without its queueing discipline if the live one is of a kind that cannot be declared, or has classes of
 * others while none are declared: these would be lost for good. That is a problem.
 */
export function besideForeignQdisc(
  wanted: Wanted<Link>,
  live: Link | undefined,
  problems: Problem[],
): Wanted<Link> {
  const { kind } = qdiscIn(live?.attributes[QDISC]) ?? {};
  if (kind === undefined || live === undefined) return wanted;
  if (qdiscKind(kind) !== undefined && live.facts?.othersBelow !== true) return wanted;
  const { item, source, places } = wanted;
  const { [QDISC]: declared, ...attributes } = item.attributes;
  // A link to be restored that had it.
  if (declared === undefined || hasAsWanted(live, QDISC, declared)) return wanted;
  problems.push({
    code: 'foreign-qdisc',
    severity: 'error',
    message: `${item.name} has a queueing discipline ${kind} of others, which could not be brought back: it stays, and "${QDISC}" is left out`,
    hint: `to have it replaced, remove it: tc qdisc del dev ${item.name} root`,
    source: places[QDISC] ?? source,
  });
  return { ...wanted, item: { ...item, attributes } };
}
