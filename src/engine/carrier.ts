import type { Link } from '../model/index.ts';
import { MASTERS } from '../model/language/masters.ts';
import { peerOf } from '../model/language/pairs.ts';
import { lowersOfLink, masterOf } from '../resources/link/terms.ts';
import type { World } from '../resources/world.ts';

/**
 * Whether a link will have a carrier as far as that can be foreseen: one that stands on another has it from that, a pair's end from the
 * other, a bridge, bond or team from a port, and a tun device that is made anew from a program that opens it.
 */
export function hasCarrier(name: string, world: World): boolean {
  const link = world.links.get(name);
  if (link === undefined) return false;
  if (link.kind === 'tun' && link.index === undefined) return false;
  const peer = world.links.get(peerOf(link) ?? '');
  if (peer !== undefined && !isUp(peer)) return false;
  if (MASTERS[link.kind] !== undefined && link.kind !== 'vrf')
    return world.links.where(masterOf, name).some(([, port]) => isUp(port) && hasCarrier(port.name, world));
  if (!FROM_LOWER.has(link.kind)) return true;
  return lowersOfLink(link).every((lower) => isUp(world.links.get(lower)) && hasCarrier(lower, world));
}

/** netif_stacked_transfer_operstate */
const FROM_LOWER: ReadonlySet<string> = new Set(['ipvlan', 'ipvtap', 'macsec', 'macvlan', 'macvtap', 'vlan']);

const isUp = (link: Link | undefined): boolean => link?.attributes['state'] === 'up';
