import type { Link, Problem } from '../../model/index.ts';
import { FILTERS, NOWHERE, targetsOf } from '../../model/language/qdiscs/filters.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';

/** Whether a link that filters send packets to is not there. */
export const isMissing = (name: string, { links }: World): boolean => name !== NOWHERE && !links.has(name);

/** The first link that filters send packets to and that is not there. */
function missingTarget({ item }: Wanted<Link>, world: World): string | undefined {
  const filters = item.attributes[FILTERS];
  if (filters === undefined || filters === null) return undefined;
  return targetsOf(filters).find((name) => name !== item.name && isMissing(name, world));
}

/** The wanted link without filters that send packets to links which are not there, or not yet. */
export function withTargetsThere(wanted: Wanted<Link>, world: World): Wanted<Link> {
  if (missingTarget(wanted, world) === undefined) return wanted;
  const { item } = wanted;
  const { [FILTERS]: _, ...attributes } = item.attributes;
  return { ...wanted, item: { ...item, attributes } };
}

/** Problems about filters that are left out for that. */
export const missingTargets = (links: readonly Wanted<Link>[], world: World): readonly Problem[] =>
  links.flatMap((wanted): Problem[] => {
    const { item, source, places } = wanted;
    const missing = world.links.has(item.name) ? missingTarget(wanted, world) : undefined;
    if (missing === undefined) return [];
    return [
      {
        code: 'target-missing',
        severity: 'error',
        message: `there is no link ${missing}, to which filters of ${item.name} send packets: "${FILTERS}" of ${item.name} is left out`,
        source: places[FILTERS] ?? source,
      },
    ];
  });
