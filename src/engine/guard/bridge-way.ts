import { type BridgeVlan, parseBridgeVlans } from '../../model/bridge-vlans.ts';
import type { Link } from '../../model/index.ts';
import type { World } from '../../resources/world.ts';

/**
 * The form in which a bridge's own packets leave by one of its ports and are accepted when they come back: `untagged packets` or
 * `VLAN 10`; null if they do not get through. `vlan` is the VLAN id of the device on the bridge that sends them, null for the
 * bridge itself.
 */
export function formOnPort(bridge: string, port: string, vlan: number | null, world: World): string | null {
  const master = world.links.get(bridge);
  if (master?.attributes['bridge.vlan-filtering'] !== true) return vlan === null ? UNTAGGED : tagged(vlan);
  const own = vlansOf(master, 'bridge.vlans');
  const ports = vlansOf(world.links.get(port), 'bridge-port.vlans');
  // If the VLANs of the bridge or of the port are unknown, packets are assumed to get through.
  if (own === undefined || ports === undefined) return vlan === null ? UNTAGGED : tagged(vlan);
  const inside = vlan ?? own.find(({ pvid }) => pvid)?.from;
  if (inside === undefined || memberOf(own, inside) === undefined) return null;
  const member = memberOf(ports, inside);
  if (member === undefined) return null;
  // Packets that leave untagged come back untagged: the bridge gets them in the same VLAN only if it is the port's PVID.
  return member.untagged ? (member.pvid ? UNTAGGED : null) : tagged(inside);
}

const UNTAGGED = 'untagged packets';
const tagged = (vlan: number): string => `VLAN ${vlan}`;

const memberOf = (vlans: readonly BridgeVlan[], vlan: number): BridgeVlan | undefined =>
  vlans.find(({ from, to }) => from <= vlan && vlan <= to);

function vlansOf(link: Link | undefined, attribute: string): readonly BridgeVlan[] | undefined {
  const texts = link?.attributes[attribute];
  return Array.isArray(texts) ? parseBridgeVlans(texts) : undefined;
}
