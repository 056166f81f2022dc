import type { Link, Problem } from '../../model/index.ts';
import { lowersOf } from '../../model/language/references.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';

/** The problem of a link whose lower device is missing: an optional NIC, or one about which there is an error already. */
export function lowerMissing({ item, source, places }: Wanted<Link>, world: World): Problem | undefined {
  const lower = lowersOf(item.attributes).find(
    // A number (`#5`) is the index of a device that is deleted or in another namespace; some tunnels keep referring to it.
    (name) => !name.startsWith('#') && !world.links.has(name),
  );
  if (lower === undefined) return undefined;
  const isThere = world.links.get(item.name)?.kind === item.kind;
  return {
    code: 'lower-missing',
    severity: 'warning',
    message: isThere
      ? `${item.kind} ${item.name} stays as it is until ${lower} is there`
      : `${item.kind} ${item.name} waits until ${lower} is there; what is declared on it is left out`,
    source: places['link'] ?? source,
  };
}
