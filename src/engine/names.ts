import { alternativeNamesOf } from '../model/index.ts';
import type { World } from '../resources/world.ts';

/** The link that has the name, be it as an alternative one; `but` does not count with its alternative names. */
export function nameHolder(world: World, name: string, but?: string): string | undefined {
  if (world.links.has(name)) return name;
  for (const link of world.links.values()) {
    if (link.name !== but && alternativeNamesOf(link).includes(name)) return link.name;
  }
  return undefined;
}

/** A name that no link has. */
export function temporaryName(world: World): string {
  const taken = new Set(
    [...world.links.values()].flatMap((link) => [link.name, ...alternativeNamesOf(link)]),
  );
  for (let n = 0; ; n++) if (!taken.has(`rename${n}`)) return `rename${n}`;
}
