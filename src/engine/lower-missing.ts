import type { Link, Problem } from '../model/index.ts';
import type { Wanted } from '../resources/room.ts';
import type { World } from '../resources/world.ts';

/** A link whose lower device is not there (an optional NIC, or one that is missing and has been complained about) waits for it. */
export function lowerMissing({ item, source, places }: Wanted<Link>, world: World): Problem | undefined {
  const lower = item.attributes['link'];
  if (typeof lower !== 'string' || world.links.has(lower)) return undefined;
  return {
    code: 'lower-missing',
    severity: 'warning',
    message: `${item.kind} ${item.name} waits until ${lower} is there; what is declared on it is left out`,
    source: places['link'] ?? source,
  };
}
