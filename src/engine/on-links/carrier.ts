import type { Link } from '../../model/index.ts';
import { MASTERS } from '../../model/language/masters.ts';
import { peerOf } from '../../model/language/pairs.ts';
import { lowersOfLink, masterOf } from '../../resources/link/terms.ts';
import type { World } from '../../resources/world.ts';

/**
 * Whether a link will presumably have a carrier. A device on a lower one has it from that, an end of a veth pair from its peer, a
 * bridge, bond or team from a port, and a tun device that is created again from the program that opens it.
 */
export function hasCarrier(name: string, world: World): boolean {
  const link = world.links.get(name);
  if (link === undefined) return false;
  if (link.kind === 'tun' && link.index === undefined) return false;
  const peer = world.links.get(peerOf(link) ?? '');
  if (peer !== undefined && !isUp(peer)) return false;
  if (world.idleCarriers.has(name)) return true;
  if (MASTERS[link.kind] !== undefined && link.kind !== 'vrf')
    return world.links.where(masterOf, name).some(([, port]) => isUp(port) && hasCarrier(port.name, world));
  if (!FROM_LOWER.has(link.kind)) return true;
  return lowersOfLink(link).every((lower) => isUp(world.links.get(lower)) && hasCarrier(lower, world));
}

/** netif_stacked_transfer_operstate */
const FROM_LOWER: ReadonlySet<string> = new Set(['ipvlan', 'ipvtap', 'macsec', 'macvlan', 'macvtap', 'vlan']);

export const isUp = (link: Link | undefined): boolean => link?.attributes['state'] === 'up';
