import type { Link, Neighbor } from '../../model/index.ts';
import { linkOf } from '../address/terms.ts';
import { lowersOfLink } from '../link/terms.ts';
import { lose, type World } from '../world.ts';

/** Removes all neighbours of a family on the link, including proxy entries (neigh_ifdown). */
export function loseNeighbors(world: World, link: string, reason: string, family?: 4 | 6): void {
  loseSome(world, link, reason, (neighbor) => family === undefined || neighbor.family === family);
}

/**
 * Removes all neighbours of a link whose MAC address or use of ARP changes, even permanent ones; proxy entries stay
 * (neigh_changeaddr).
 */
export function forgetNeighbors(world: World, link: string, reason: string): void {
  loseSome(world, link, reason, ({ proxy }) => !proxy);
}

/**
 * A link's MAC address changes: its neighbours are lost, as are those of the links on it that take over the address
 * (vlan_sync_address, ipvlan_device_event, hsr_netdev_notify).
 */
export function forgetWithMac(world: World, link: string, was: unknown, reason: string): void {
  forgetNeighbors(world, link, reason);
  for (const [, upper] of world.links.where(lowersOfLink, link)) {
    if (was === undefined) continue;
    const isUp = upper.attributes['state'] === 'up';
    const follows = upper.kind === 'vlan' ? isUp && hasMac(upper, was) : ALWAYS.has(upper.kind);
    const along = upper.kind === 'hsr' ? followersOfPort(upper, link) : follows ? [upper.name] : [];
    for (const name of along) {
      const its = world.links.get(name)?.attributes['macaddress'];
      forgetWithMac(world, name, its, `lost when ${name} gets the MAC address of ${link}`);
    }
  }
  followMacLate(world, link, was);
}

/**
 * VLANs that are down when the MAC address of their device changes take it over when they come up, see {@link
 * takeMacLate}.
 */
export function followMacLate(world: World, device: string, was: unknown): void {
  if (was === undefined) return;
  for (const [, upper] of world.links.where(lowersOfLink, device)) {
    if (upper.kind === 'vlan' && upper.attributes['state'] === 'down' && hasMac(upper, was))
      world.macLate.add(upper.name);
  }
}

/**
 * A VLAN that comes up takes over the MAC address that its device has been given in the meantime
 * (vlan_dev_inherit_address).
 */
export function takeMacLate(world: World, { name, attributes }: Link): void {
  if (!world.macLate.delete(name)) return;
  const { link, macaddress } = attributes;
  forgetWithMac(world, name, macaddress, `lost when ${name} gets the MAC address of ${String(link)}`);
}

const hasMac = ({ attributes }: Link, mac: unknown): boolean => attributes['macaddress'] === mac;

/**
 * A ring has the address of its first port; with the Parallel Redundancy Protocol the second port gets it, too
 * (hsr_netdev_notify).
 */
function followersOfPort({ name, attributes }: Link, port: string): readonly string[] {
  const { 'hsr.interfaces': ports, 'hsr.protocol': protocol } = attributes;
  if (!Array.isArray(ports) || ports.length < 2 || ports[0] !== port) return [];
  return protocol === 'prp' ? [name, String(ports[1])] : [name];
}

const ALWAYS: ReadonlySet<string> = new Set(['ipvlan', 'ipvtap']);

function loseSome(world: World, link: string, reason: string, which: (neighbor: Neighbor) => boolean): void {
  for (const [key, neighbor] of world.neighbors.where(linkOf, link)) {
    if (which(neighbor)) lose(world, world.neighbors, key, reason);
  }
}
