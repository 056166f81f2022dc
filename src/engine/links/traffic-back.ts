import type { Attributes, Link, Problem, Value } from '../../model/index.ts';
import { asFound, FILTERS, targetsOf, withTargetsIn } from '../../model/language/qdiscs/filters.ts';
import { qdiscKind } from '../../model/language/qdiscs/kinds.ts';
import { QDISC, qdiscIn } from '../../model/language/qdiscs/qdisc.ts';
import { CLASSES } from '../../model/language/qdiscs/tree.ts';
import { hasAsWanted } from '../../resources/link/details.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import { classesStaying, lostInClasses } from '../target/foreign-in-classes.ts';
import { staying } from '../target/foreign-qdisc.ts';
import { isMissing } from './filter-targets.ts';
import type { LinkContext } from './link-context.ts';

/** An earlier value of traffic control, as far as it can be restored: links may be gone, and others may have put something below. */
export function trafficBack(name: string, earlier: Attributes, live: Link, world: World): Value {
  const { [name]: value = null, [QDISC]: root } = earlier;
  if (name === QDISC) return isHeld(value, live) ? (live.attributes[QDISC] ?? value) : value;
  if (name === CLASSES) {
    const stay = (root !== undefined && isHeld(root, live)) || lostInClasses(value, live) !== undefined;
    return stay ? (live.attributes[CLASSES] ?? value) : value;
  }
  const found = asFound(value);
  return missingIn(value, world) === undefined ? found : withTargetsIn(found, (to) => !isMissing(to, world));
}

export const isTraffic = (name: string): boolean => name === QDISC || name === CLASSES || name === FILTERS;

/** Whether the discipline that would go, or something below it, is of others and could not be brought back. */
function isHeld(earlier: Value, live: Link): boolean {
  const kind = qdiscIn(live.attributes[QDISC])?.kind;
  if (kind === undefined || hasAsWanted(live, QDISC, earlier)) return false;
  return live.facts?.othersBelow === true || qdiscKind(kind) === undefined;
}

const missingIn = (value: Value, world: World): string | undefined =>
  targetsOf(value).find((name) => isMissing(name, world));

/** Warnings about earlier values that are not, or not wholly, restored; to be called after all links have been planned. */
export function trafficLeft(
  target: readonly Wanted<Link>[],
  { world, ownership }: LinkContext,
): readonly Problem[] {
  // Where nobody has asked for them, they are not looked at, and nothing is known of them.
  const shaped = [...world.links.values()].filter(({ attributes }) =>
    [QDISC, CLASSES, FILTERS].some((name) => name in attributes),
  );
  if (shaped.length === 0) return [];
  const wanted = new Map(target.map((one) => [one.item.name, one]));
  return shaped.flatMap((live) => {
    const { [QDISC]: root, [CLASSES]: classes, [FILTERS]: filters } = ownership.earlier(live);
    if (root === undefined && classes === undefined && filters === undefined) return [];
    const one = wanted.get(live.name);
    // What is declared and left out has been told of.
    const isOver = (name: string): boolean =>
      one === undefined || !(name in one.item.attributes || name in one.places);
    const missing = filters !== undefined && isOver(FILTERS) ? missingIn(filters, world) : undefined;
    const held = root !== undefined && isOver(QDISC) && isHeld(root, live);
    // What stays with its root has been told of.
    const lost = !held && isOver(CLASSES) ? lostInClasses(classes, live) : undefined;
    return [
      ...(held ? [staying(live.name, qdiscIn(live.attributes[QDISC])?.kind ?? '')] : []),
      ...(lost === undefined ? [] : [classesStaying(live.name, lost)]),
      ...(missing === undefined ? [] : [notBack(live.name, missing)]),
    ];
  });
}

const notBack = (name: string, missing: string): Problem => ({
  code: 'target-missing',
  severity: 'warning',
  message: `there is no link ${missing} any more: filters of ${name} that sent packets to it are not put back`,
  source: null,
});
