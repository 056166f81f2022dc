import type { Link } from '../model/index.ts';
import { addresses } from '../resources/address/address.ts';
import type { World } from '../resources/world.ts';

/** What goes with a link when it is deleted, is not declared, and would not come back by itself. */
export function collateral(world: World, link: Link, declared: ReadonlySet<string>): string[] {
  const victims: string[] = [];
  for (const other of world.links.values()) {
    if (declared.has(other.name) || other.name === link.name) continue;
    if (other.attributes['link'] === link.name) victims.push(`${other.kind} ${other.name} on it`);
    else if (other.attributes['master'] === link.name)
      victims.push(`the membership of its port ${other.name}`);
    else if (other.name === link.attributes['veth.peer']) victims.push(`its peer ${other.name}`);
  }
  for (const address of world.addresses.values()) {
    if (address.link !== link.name || addresses.automatic(address) || addresses.marked(address)) continue;
    victims.push(addresses.name(address));
  }
  return victims;
}
