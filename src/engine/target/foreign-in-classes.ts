import type { Attributes, Link, Problem, Value } from '../../model/index.ts';
import { FILTERS, filtersIn } from '../../model/language/qdiscs/filters.ts';
import { handleText } from '../../model/language/qdiscs/handle.ts';
import { type ChildQdisc, CLASSES, childrenIn, classesIn, treeOf } from '../../model/language/qdiscs/tree.ts';
import { innerIn, keeping } from '../../resources/link/qdiscs/tree-orders.ts';
import type { Wanted } from '../../resources/room.ts';

/**
 * A discipline that others have put in a class which goes, is made anew or gets others below if the classes of a live link become
 * these: the kernel takes it away without a word (htb_delete, htb_change_class).
 */
export function lostInClasses(classes: Value | undefined, live: Link | undefined): ChildQdisc | undefined {
  const others = live?.facts?.qdiscsOfOthers ?? [];
  if (live === undefined || classes === undefined || others.length === 0) return undefined;
  const had = treeOf(live.attributes);
  const wanted = treeOf({ ...live.attributes, [CLASSES]: classes });
  const kept = keeping(had, wanted, true);
  const [wasInner, isInner] = [innerIn(had), innerIn(wanted)];
  return childrenIn(others).find(
    ({ parent }) =>
      had.classes.has(parent) && (!kept.class(parent) || (isInner.has(parent) && !wasInner.has(parent))),
  );
}

/** The wanted link without its classes, and filters into them, if a discipline of others would go with one of them. */
export function besideClasses(
  wanted: Wanted<Link>,
  live: Link | undefined,
  problems: Problem[],
): Wanted<Link> {
  const { item, source, places } = wanted;
  const { [CLASSES]: classes, ...others } = item.attributes;
  const lost = lostInClasses(classes, live);
  if (lost === undefined) return wanted;
  const where = handleText(lost.parent);
  problems.push(
    source === null
      ? classesStaying(item.name, lost)
      : {
          code: 'foreign-qdisc',
          severity: 'error',
          message: `others have a queueing discipline ${lost.qdisc.kind} in the class ${where} of ${item.name}, which would go with it: it stays, and "${CLASSES}" is left out`,
          hint: `declare it in "qdiscs", or remove it: tc qdisc del dev ${item.name} parent ${where}`,
          source: places[CLASSES] ?? source,
        },
  );
  return { ...wanted, item: { ...item, attributes: withPossibleFilters(others, classes, live) } };
}

/** The attributes without filters, if some lead into a class that does not come. */
function withPossibleFilters(
  attributes: Attributes,
  classes: Value | undefined,
  live: Link | undefined,
): Attributes {
  const { [FILTERS]: filters, ...others } = attributes;
  const there = new Set(classesIn(live?.attributes[CLASSES]).map(({ id }) => id));
  const missing = new Set(classesIn(classes).flatMap(({ id }) => (there.has(id) ? [] : [id])));
  return filtersIn(filters).some(({ class: into }) => missing.has(into)) ? others : attributes;
}

/** The warning about classes that do not become what they were before. */
export const classesStaying = (name: string, { parent, qdisc }: ChildQdisc): Problem => ({
  code: 'foreign-qdisc',
  severity: 'warning',
  message: `${name} keeps its classes: what others have in the class ${handleText(parent)}, a queueing discipline ${qdisc.kind}, could not be brought back`,
  hint: `to have them go, remove it: tc qdisc del dev ${name} parent ${handleText(parent)}`,
  source: null,
});
