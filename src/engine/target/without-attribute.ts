import type { Link } from '../../model/index.ts';
import type { Wanted } from '../../resources/room.ts';
import type { Target } from './target.ts';

/** The target without an attribute of those links that are meant. Links that do not have it are not asked about. */
export const withoutAttribute = (
  target: Target,
  attribute: string,
  isMeant: (wanted: Wanted<Link>) => boolean,
): Target => ({
  ...target,
  links: target.links.map((wanted) => {
    if (!(attribute in wanted.item.attributes) || !isMeant(wanted)) return wanted;
    const { [attribute]: _, ...attributes } = wanted.item.attributes;
    return { ...wanted, item: { ...wanted.item, attributes } };
  }),
});
