import type { Link, Problem, Value } from '../../model/index.ts';
import { asFound, FILTERS, targetsOf, withTargetsIn } from '../../model/language/qdiscs/filters.ts';
import { qdiscKind } from '../../model/language/qdiscs/kinds.ts';
import { QDISC, qdiscIn } from '../../model/language/qdiscs/qdisc.ts';
import { hasAsWanted } from '../../resources/link/details.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import { staying } from '../target/foreign-qdisc.ts';
import { isMissing } from './filter-targets.ts';
import type { LinkContext } from './link-context.ts';

/** An earlier value of traffic control, as far as it can be restored: links may be gone, and others may have put something below. */
export function trafficBack(name: string, value: Value, live: Link, world: World): Value {
  if (name === QDISC) return isHeld(value, live) ? (live.attributes[QDISC] ?? value) : value;
  const found = asFound(value);
  return missingIn(value, world) === undefined ? found : withTargetsIn(found, (to) => !isMissing(to, world));
}

export const isTraffic = (name: string): boolean => name === QDISC || name === FILTERS;

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
  const shaped = [...world.links.values()].filter(
    ({ attributes }) => QDISC in attributes || FILTERS in attributes,
  );
  if (shaped.length === 0) return [];
  const wanted = new Map(target.map((one) => [one.item.name, one]));
  return shaped.flatMap((live) => {
    const { [QDISC]: root, [FILTERS]: filters } = ownership.earlier(live);
    if (root === undefined && filters === undefined) return [];
    const one = wanted.get(live.name);
    // What is declared and left out has been told of.
    const isOver = (name: string): boolean =>
      one === undefined || !(name in one.item.attributes || name in one.places);
    const missing = filters !== undefined && isOver(FILTERS) ? missingIn(filters, world) : undefined;
    return [
      ...(root !== undefined && isOver(QDISC) && isHeld(root, live)
        ? [staying(live.name, qdiscIn(live.attributes[QDISC])?.kind ?? '')]
        : []),
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
