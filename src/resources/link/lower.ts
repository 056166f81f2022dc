import type { LinkIndex } from '../room.ts';

/** The name of the lower device with this index; `#` and the index if it is gone or in another namespace. */
export const nameOfLower = (index: number, links: LinkIndex): string | null =>
  index === 0 ? null : (links.nameOf(index) ?? `#${index}`);

/** The inverse of {@link nameOfLower}. */
export const indexOfLower = (name: string, links: LinkIndex): number =>
  name.startsWith('#') ? Number(name.slice(1)) : links.indexOf(name);
