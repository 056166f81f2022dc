import type { LinkIndex } from './room.ts';

/** The link that an object of the machine is limited to, if it is. */
export const limitOf = ({ link }: { readonly link: string | null }): readonly string[] =>
  link === null ? [] : [link];

/** The index for it. An object whose link is gone keeps the index, which then stands for the name: `#7`. */
export const indexFor = (link: string, links: LinkIndex): number =>
  link.startsWith('#') ? Number(link.slice(1)) : links.indexOf(link);

export const nameFor = (index: number, links: LinkIndex): string | null =>
  index === 0 ? null : (links.nameOf(index) ?? `#${index}`);
