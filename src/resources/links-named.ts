import type { Item } from '../model/index.ts';
import { linksOf } from './route/paths.ts';

/** The links that an object stands on or leads over, by name; a link or a rule is on none. */
export function linksNamedBy(item: Item): readonly string[] {
  if (item.type === 'route') return linksOf(item);
  return item.type === 'link' || item.type === 'rule' ? [] : [item.link];
}
