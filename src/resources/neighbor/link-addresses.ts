import type { Neighbor } from '../../model/index.ts';
import type { World } from '../world.ts';

/**
 * The length of link-layer addresses by kind (addr_len), for kinds where they are no MAC addresses: for tunnels they
 * are the endpoints.
 */
const LENGTHS: Readonly<Record<string, number>> = {
  gre: 4,
  ipip: 4,
  sit: 4,
  vti: 4,
  ip6gre: 16,
  ip6tnl: 16,
  vti6: 16,
  wireguard: 0,
  xfrm: 0,
};
const MAC = 6;

/**
 * Whether a neighbour's link-layer address has the length of those of its link (__neigh_update), which may have become
 * another kind.
 */
export function suitsLink({ link: name, macaddress }: Neighbor, world: World): boolean {
  const link = world.links.get(name);
  if (link === undefined || macaddress === null) return false;
  return macaddress.split(':').length === (LENGTHS[link.kind] ?? MAC);
}
