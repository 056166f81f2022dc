import type { Link } from '../model/index.ts';
import { addresses } from '../resources/address/address.ts';
import type { LinkContext } from './link-context.ts';

/** What goes with a link when it is deleted, is not declared, and would not come back by itself. */
export function collateral(
  link: Link,
  {
    world,
    declared,
    declaredAddresses,
    ownership,
  }: Pick<LinkContext, 'world' | 'declared' | 'declaredAddresses' | 'ownership'>,
): string[] {
  const victims: string[] = [];
  for (const other of world.links.values()) {
    if (declared.has(other.name) || other.name === link.name || ownership.owns(other)) continue;
    if (other.attributes['link'] === link.name) victims.push(`${other.kind} ${other.name} on it`);
    else if (other.attributes['master'] === link.name)
      victims.push(`the membership of its port ${other.name}`);
    else if (other.name === link.attributes['veth.peer']) victims.push(`its peer ${other.name}`);
  }
  if (link.kind === 'veth' && link.facts?.peerElsewhere === true)
    victims.push('its peer in another network namespace');
  for (const address of world.addresses.values()) {
    if (address.link !== link.name || declaredAddresses.has(addresses.key(address))) continue;
    // A lease does not come back before the client asks for it again; what the kernel and RA make does.
    const leased = address.dynamic === true && address.family === 4;
    if (!leased && (addresses.automatic(address) || ownership.owns(address))) continue;
    victims.push(addresses.name(address));
  }
  return victims;
}
