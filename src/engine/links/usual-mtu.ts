import type { Link, Value } from '../../model/index.ts';
import { MASTERS } from '../../model/language/masters.ts';
import { VRF_MTU } from '../../model/language/vrf.ts';
import { mtuBelow } from '../../resources/link/overhead.ts';
import { masterOf } from '../../resources/link/terms.ts';
import type { World } from '../../resources/world.ts';
import { lowMtuOfTunnel } from './tunnel-mtu.ts';

/** The MTU that ether_setup sets (ETH_DATA_LEN). */
const ETHERNET = 1500;

/** The MTUs of kinds that are created with the same one regardless of other links. */
const PLAIN: Readonly<Record<string, number>> = {
  bareudp: ETHERNET,
  batadv: ETHERNET,
  bond: ETHERNET,
  dummy: ETHERNET,
  ifb: ETHERNET,
  netkit: ETHERNET,
  team: ETHERNET,
  tun: ETHERNET,
  veth: ETHERNET,
  vrf: VRF_MTU,
  // wg_setup: less the largest headers, of IPv6, UDP and WireGuard itself
  wireguard: ETHERNET - 80,
  // xfrmi_dev_setup, whatever the lower device has
  xfrm: ETHERNET,
};

/** Kinds that are created with the MTU of their lower device. */
const AS_LOWER: ReadonlySet<string> = new Set(['ipvlan', 'ipvtap', 'macvlan', 'macvtap']);

/** Kinds that are created with what their headers leave of that (vlan_newlink, macsec_newlink, vxlan_config_apply). */
const WITHIN_LOWER: ReadonlySet<string> = new Set(['macsec', 'vlan', 'vxlan']);

/** Whether the MTU of a new link of this kind is known from the links that there are. */
export const hasUsualMtu = (kind: string): boolean =>
  kind in PLAIN || AS_LOWER.has(kind) || WITHIN_LOWER.has(kind) || kind === 'bridge';

/**
 * The MTU that the kernel would give a link if it were created now; undefined if that depends on more than is known here
 * (tunnels, ports of a bond).
 */
export function usualMtu(link: Link, world: World): Value | undefined {
  const { name, kind, attributes } = link;
  const master = world.links.get(String(attributes['master']));
  if (master !== undefined && MASTERS[master.kind]?.takesPortsOver === true) return undefined;
  if (kind in PLAIN) return PLAIN[kind];
  // Only a VXLAN can be without one.
  if (WITHIN_LOWER.has(kind)) return (attributes['link'] ?? null) === null ? ETHERNET : mtuBelow(link, world);
  if (AS_LOWER.has(kind)) return world.links.get(String(attributes['link']))?.attributes['mtu'];
  if (kind !== 'bridge') return undefined;
  // A bridge has the lowest MTU of its ports (br_mtu_auto_adjust); that of a new port may not be known yet.
  const ports = world.links
    .where(masterOf, name)
    .map(([, port]) => port.attributes['mtu'] ?? newMtu(port, world));
  const mtus = ports.filter((mtu) => typeof mtu === 'number');
  if (mtus.length < ports.length) return undefined;
  return mtus.length === 0 ? ETHERNET : Math.min(...mtus);
}

/**
 * The MTU that a link has after its creation: the wanted one or, if none is, the kernel's choice. Undefined if that is not known,
 * as for most tunnels, whose MTU is then high enough for IPv6.
 */
export function newMtu(link: Link, world: World): Value | undefined {
  const { mtu = mtuBelow(link, world) ?? usualMtu(link, world) ?? lowMtuOfTunnel(link, world) } =
    link.attributes;
  return mtu;
}
