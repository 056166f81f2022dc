import type { Item } from '../model/index.ts';
import { linksOf } from './route/paths.ts';

/** The names of the links that an object is on, leads over or is limited to; none for links and rules. */
export function linksNamedBy(item: Item): readonly string[] {
  if (item.type === 'route') return linksOf(item);
  if (item.type === 'mdb' && item.bridge !== item.link) return [item.link, item.bridge];
  return item.type === 'link' || item.type === 'rule' || item.link === null ? [] : [item.link];
}
