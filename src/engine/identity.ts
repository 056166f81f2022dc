import type { Item } from '../model/index.ts';
import { addresses } from '../resources/address/address.ts';
import { links } from '../resources/link/link.ts';
import { routes } from '../resources/route/route.ts';
import { rules } from '../resources/rule/rule.ts';

/** An object's kind and key. */
export function identity(item: Item): string {
  switch (item.type) {
    case 'link':
      return `link ${links.key(item)}`;
    case 'address':
      return `address ${addresses.key(item)}`;
    case 'route':
      return `route ${routes.key(item)}`;
    case 'rule':
      return `rule ${rules.key(item)}`;
  }
}
