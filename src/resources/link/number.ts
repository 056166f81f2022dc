import type { LinkIndex } from '../room.ts';

/** The name of the link with this index; if there is none, `#` and the index. */
export const nameOrNumber = (index: number, links: LinkIndex): string => links.nameOf(index) ?? `#${index}`;

/** The inverse of {@link nameOrNumber}. */
export const numberOf = (name: string, links: LinkIndex): number =>
  name.startsWith('#') ? Number(name.slice(1)) : links.indexOf(name);
