import type { Attributes, Link } from '../../model/index.ts';
import { mtuBelow } from '../../resources/link/overhead.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import { withoutNoAddress } from './kept-addresses.ts';

/** A declared link as it is; a link to be restored with only those attribute values that the kernel accepts. */
export function asTaken(wanted: Wanted<Link>, world: World): Wanted<Link> {
  if (wanted.source !== null) return wanted;
  const asked = withAttributes(wanted, withoutNoAddress(wanted.item.attributes));
  return withinRoom(asked, world);
}

/**
 * The link with an MTU that the kernel accepts: a VXLAN keeps its MTU when that of its lower device falls later, but cannot be
 * set to it any more.
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

const withAttributes = (wanted: Wanted<Link>, attributes: Attributes): Wanted<Link> => ({
  ...wanted,
  item: { ...wanted.item, attributes },
});
