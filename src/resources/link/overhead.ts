import type { Link } from '../../model/index.ts';
import { macsecOverhead } from '../../model/macsec.ts';
import type { World } from '../world.ts';
import { lowersOfLink } from './terms.ts';

/** The headers of VXLAN, UDP and the inner Ethernet frame (vxlan_headroom), without the outer IP header. */
const VXLAN = 8 + 8 + 14;
/** HSR_HLEN */
const HSR = 6;
const VLAN = 4;

/** How many bytes a kind of link adds to each packet for its lower device; undefined if that is not known. */
const OVERHEADS: Readonly<Record<string, (link: Link, lower: Link) => number | undefined>> = {
  hsr: () => HSR,
  macsec: ({ attributes }) => macsecOverhead(attributes),
  macvlan: () => 0,
  macvtap: () => 0,
  // netif_reduces_vlan_mtu
  vlan: (_, lower) => (lower.kind === 'macsec' ? VLAN : 0),
  vxlan: ({ attributes }) => {
    if (attributes['vxlan.generic-protocol'] === true) return undefined;
    const ends = [attributes['vxlan.remote'], attributes['vxlan.local']];
    return VXLAN + (ends.some((end) => String(end).includes(':')) ? 40 : 20);
  },
};

/** The largest MTU that fits into those of the lower devices; undefined if there are none or one is not known. */
export function mtuBelow(link: Link, world: World): number | undefined {
  const overhead = OVERHEADS[link.kind];
  if (overhead === undefined) return undefined;
  const room = lowersOfLink(link).map((name) => {
    const lower = world.links.get(name);
    const mtu = lower?.attributes['mtu'];
    const less = lower === undefined ? undefined : overhead(link, lower);
    return typeof mtu === 'number' && less !== undefined ? mtu - less : undefined;
  });
  const known = room.filter((mtu) => mtu !== undefined);
  return known.length === 0 || known.length < room.length ? undefined : Math.min(...known);
}
