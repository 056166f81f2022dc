import type { Neighbor } from '../../model/index.ts';
import { linkOf } from '../address/terms.ts';
import { lowersOfLink } from '../link/terms.ts';
import { lose, type World } from '../world.ts';

/** Everything known about a family's neighbours on the link goes, proxies too (neigh_ifdown). */
export function loseNeighbors(world: World, link: string, reason: string, family?: 4 | 6): void {
  loseSome(world, link, reason, (neighbor) => family === undefined || neighbor.family === family);
}

/** With another MAC or another way to find neighbours, all of them are forgotten, the permanent ones too; proxies stay (neigh_changeaddr). */
export function forgetNeighbors(world: World, link: string, reason: string): void {
  loseSome(world, link, reason, ({ proxy }) => !proxy);
}

/**
 * A link gets another MAC address than it had: its neighbours are forgotten, and those of the links on it that take its address
 * (vlan_sync_address, ipvlan_device_event).
 */
export function forgetWithMac(world: World, link: string, was: unknown, reason: string): void {
  forgetNeighbors(world, link, reason);
  for (const [, upper] of world.links.where(lowersOfLink, link)) {
    const { macaddress: own, state } = upper.attributes;
    const follows = upper.kind === 'vlan' ? state === 'up' && own === was : ALWAYS.has(upper.kind);
    if (follows && was !== undefined)
      forgetWithMac(world, upper.name, own, `lost when ${upper.name} gets the MAC address of ${link}`);
  }
}

const ALWAYS: ReadonlySet<string> = new Set(['ipvlan', 'ipvtap']);

function loseSome(world: World, link: string, reason: string, which: (neighbor: Neighbor) => boolean): void {
  for (const [key, neighbor] of world.neighbors.where(linkOf, link)) {
    if (which(neighbor)) lose(world, world.neighbors, key, reason);
  }
}
