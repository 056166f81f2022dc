import type { Link } from '../../model/index.ts';
import { MASTERS } from '../../model/language/masters.ts';
import { peerOf } from '../../model/language/pairs.ts';
import { linkOf } from '../../resources/address/terms.ts';
import { afterRemoval } from '../../resources/effects.ts';
import { lowersOfLink, masterOf } from '../../resources/link/terms.ts';
import type { World } from '../../resources/world.ts';
import { collateral } from './collateral.ts';
import type { LinkContext } from './link-context.ts';
import { vlansInState } from './vlan-states.ts';

/** Removes a link from the world. Returns notes: what is destroyed or removed with it, and what loses it or goes down. */
export function takeAway(link: Link, reason: string, context: LinkContext): readonly string[] {
  const { world } = context;
  const victims = collateral(link, context);
  const around = dependents(link, world);
  const members = world.links.where(masterOf, link.name).map(([, port]) => port);
  const ports = members.map(({ name }) => name);
  const wereUp = new Set(
    members.flatMap(({ name, attributes }) => (attributes['state'] === 'up' ? [name] : [])),
  );
  const { bouncesPorts = false, takesPortsOver = false } = MASTERS[link.kind] ?? {};
  const staysUnseen = world.vlansFollowLater === true && !takesPortsOver;
  const haveIpv6 = ports.filter((name) => hasIpv6(name, world));
  const vlans = new Map(ports.map((name) => [name, staysUnseen ? [] : vlansInState('up', name, world)]));
  afterRemoval(world, link.name, reason);
  // The note about what is destroyed names these already.
  const named = (name: string): boolean => victims.some((victim) => victim.split(' ').includes(name));
  const gone = around.filter((name) => !world.links.has(name) && !named(name));
  const left = ports.filter((name) => world.links.has(name) && !named(name));
  const bounced = bouncesPorts ? ports.filter((name) => world.links.has(name)) : [];
  const fallen = bounced.filter((name) => wereUp.has(name));
  const wereDown = takesPortsOver ? [] : bounced.filter((name) => !wereUp.has(name));
  return [
    ...(victims.length > 0 ? [`destroys ${victims.join(', ')}`] : []),
    ...(gone.length > 0 ? [`${gone.join(', ')} ${gone.length > 1 ? 'go' : 'goes'} with it`] : []),
    ...(left.length > 0 ? [`${left.join(', ')} ${left.length > 1 ? 'leave' : 'leaves'} it`] : []),
    ...fallen.flatMap((name) => [
      `${name} goes down${takesPortsOver ? '' : ' for a moment'}: its routes and IPv6 addresses go with it`,
      ...(vlans.get(name) ?? []).map((vlan) => `${vlan.name} goes down with ${name}`),
    ]),
    // addrconf_notify, NETDEV_CHANGEUPPER
    ...wereDown
      .filter((name) => haveIpv6.includes(name))
      .map((name) => `${name} loses its IPv6 addresses and routes: it leaves ${link.name}`),
  ];
}

const hasIpv6 = (name: string, world: World): boolean =>
  world.addresses.where(linkOf, name).some(([, { family }]) => family === 6);

/** Links that may be deleted with this one: its peer, the links on it, and theirs. */
function dependents(link: Link, world: World): string[] {
  const found = new Set([link.name]);
  for (const name of found) {
    const peer = peerOf(world.links.get(name) ?? link);
    if (peer !== undefined && world.links.has(peer)) found.add(peer);
    for (const [, upper] of world.links.where(lowersOfLink, name)) found.add(upper.name);
  }
  found.delete(link.name);
  return [...found];
}
