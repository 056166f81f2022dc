import type { Link } from '../../model/index.ts';
import { PAIRS, peerOf } from '../../model/language/pairs.ts';
import { addresses } from '../../resources/address/address.ts';
import { linkOf } from '../../resources/address/terms.ts';
import { KINDS } from '../../resources/link/kinds.ts';
import { lowersOfLink, masterOf } from '../../resources/link/terms.ts';
import type { LinkContext } from './link-context.ts';

/** Names of what is lost with a link, is not declared, and would not come back by itself. */
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
  const isForeign = (other: Link): boolean => !declared.has(other.name) && !ownership.owns(other);
  const foreign = (terms: typeof masterOf): Link[] =>
    world.links
      .where(terms, link.name)
      .map(([, other]) => other)
      .filter(isForeign);
  for (const port of foreign(masterOf)) {
    // A link that we made a port leaves the master anyway.
    if (!('master' in ownership.earlier(port))) victims.push(`the membership of its port ${port.name}`);
  }
  for (const { kind, name } of foreign(lowersOfLink)) {
    const stays = KINDS.get(kind)?.outlivesLower === true;
    victims.push(stays ? `the lower device of ${kind} ${name}` : `${kind} ${name} on it`);
  }
  const peer = world.links.get(peerOf(link) ?? '');
  if (peer !== undefined && isForeign(peer)) victims.push(`its peer ${peer.name}`);
  if (PAIRS[link.kind] !== undefined && link.facts?.peerElsewhere === true)
    victims.push('its peer in another network namespace');
  for (const [, address] of world.addresses.where(linkOf, link.name)) {
    if (declaredAddresses().has(addresses.key(address))) continue;
    // A leased address only comes back when the client asks for it again; automatic IPv6 addresses come back by themselves.
    const leased = address.dynamic === true && address.family === 4;
    if (!leased && (addresses.automatic(address) || ownership.owns(address))) continue;
    victims.push(addresses.name(address));
  }
  return victims;
}
