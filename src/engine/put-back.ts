import type { Attributes, Link } from '../model/index.ts';
import { hasLowMtu, isOfIpv6 } from '../resources/link/ipv6-effects.ts';
import { mtuBelow } from '../resources/link/overhead.ts';
import type { Wanted } from '../resources/room.ts';
import type { World } from '../resources/world.ts';
import { withoutNoAddress } from './kept-addresses.ts';

/** What is wanted, or as much of what is put back as the kernel takes. */
export function asTaken(wanted: Wanted<Link>, world: World): Wanted<Link> {
  if (wanted.source !== null) return wanted;
  const asked = withAttributes(wanted, withoutNoAddress(wanted.item.attributes));
  return withoutIpv6(withinRoom(asked, world), world);
}

/**
 * No larger MTU than the kernel takes: that of the lower device of a VXLAN may have fallen after the VXLAN was made, which
 * kept its own.
 */
function withinRoom(wanted: Wanted<Link>, world: World): Wanted<Link> {
  const { item } = wanted;
  const { mtu } = item.attributes;
  if (item.kind !== 'vxlan' || typeof mtu !== 'number') return wanted;
  const live = world.links.get(item.name);
  if (live?.attributes['mtu'] === mtu) return wanted;
  const fits = mtuBelow({ ...item, attributes: { ...live?.attributes, ...item.attributes } }, world);
  if (fits === undefined || mtu <= fits) return wanted;
  return withAttributes(wanted, { ...item.attributes, mtu: fits });
}

/** No settings of IPv6 where the MTU is too low for it: the kernel knows none then (EAFNOSUPPORT). */
function withoutIpv6(wanted: Wanted<Link>, world: World): Wanted<Link> {
  const { item } = wanted;
  const { mtu = world.links.get(item.name)?.attributes['mtu'] } = item.attributes;
  if (!hasLowMtu({ attributes: { mtu: mtu ?? null } })) return wanted;
  const others = Object.entries(item.attributes).filter(([name]) => !isOfIpv6(name));
  return withAttributes(wanted, Object.fromEntries(others));
}

const withAttributes = (wanted: Wanted<Link>, attributes: Attributes): Wanted<Link> => ({
  ...wanted,
  item: { ...wanted.item, attributes },
});
