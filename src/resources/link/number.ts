import type { LinkIndex } from '../room.ts';

/** What an object says of a link that is not there: its number stands for its name. */
export const nameOrNumber = (index: number, links: LinkIndex): string => links.nameOf(index) ?? `#${index}`;

/** The index again. */
export const numberOf = (name: string, links: LinkIndex): number =>
  name.startsWith('#') ? Number(name.slice(1)) : links.indexOf(name);
