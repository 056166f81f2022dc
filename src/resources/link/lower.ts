import type { LinkIndex } from '../room.ts';

/** The lower device by its index; one that is gone, or lies in another namespace, is `#` and the index. */
export const nameOfLower = (index: number, links: LinkIndex): string | null =>
  index === 0 ? null : (links.nameOf(index) ?? `#${index}`);

/** The index of what {@link nameOfLower} names. */
export const indexOfLower = (name: string, links: LinkIndex): number =>
  name.startsWith('#') ? Number(name.slice(1)) : links.indexOf(name);
