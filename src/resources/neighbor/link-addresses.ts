import type { Neighbor } from '../../model/index.ts';
import type { World } from '../world.ts';

/** How long the link addresses of a kind are (addr_len), where they are no MAC addresses: those of tunnels are their ends. */
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

/** Whether a neighbour has a link address of the length that its link has, which may be of another kind by now (__neigh_update). */
export function suitsLink({ link: name, macaddress }: Neighbor, world: World): boolean {
  const link = world.links.get(name);
  if (link === undefined || macaddress === null) return false;
  return macaddress.split(':').length === (LENGTHS[link.kind] ?? MAC);
}
