import { alternativeNamesOf } from '../../model/index.ts';
import type { World } from '../../resources/world.ts';

/**
 * The link that has the name, also as an alternative name.
 * @param but a link whose alternative names do not count
 */
export function nameHolder(world: World, name: string, but?: string): string | undefined {
  if (world.links.has(name)) return name;
  return world.links.where(alternativeNamesOf, name).find(([, link]) => link.name !== but)?.[1].name;
}

/** A name that is free. */
export function temporaryName(world: World): string {
  const taken = new Set(
    [...world.links.values()].flatMap((link) => [link.name, ...alternativeNamesOf(link)]),
  );
  for (let n = 0; ; n++) if (!taken.has(`rename${n}`)) return `rename${n}`;
}
