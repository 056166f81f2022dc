import type { Link, Problem } from '../../model/index.ts';
import { hasLowMtu } from '../../resources/link/ipv6-effects.ts';
import { links } from '../../resources/link/link.ts';
import { mtuBelow } from '../../resources/link/overhead.ts';
import { lowersOfLink } from '../../resources/link/terms.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';

/** A wanted MTU that is too large, the largest possible one, and the lower devices that limit it. */
interface TooLarge {
  readonly mtu: number;
  readonly fits: number;
  readonly lowers: readonly string[];
}

/**
 * The wanted MTU if it does not fit into the lower devices, declared or not (vxlan_change_mtu, vlan_dev_change_mtu,
 * macvlan_change_mtu, macsec_change_mtu); undefined if it does.
 */
function tooLarge({ item }: Wanted<Link>, world: World): TooLarge | undefined {
  const { mtu } = item.attributes;
  if (typeof mtu !== 'number') return undefined;
  const live = world.links.get(item.name);
  const link =
    live?.kind === item.kind ? { ...item, attributes: { ...live.attributes, ...item.attributes } } : item;
  const fits = mtuBelow(link, world);
  return fits === undefined || mtu <= fits ? undefined : { mtu, fits, lowers: lowersOfLink(link) };
}

/**
 * The declared link without its MTU if that is too large. A link that has this MTU since its lower device had a larger one keeps
 * it.
 */
export function withoutLargeMtu(wanted: Wanted<Link>, world: World): Wanted<Link> {
  if (wanted.source === null || tooLarge(wanted, world) === undefined) return wanted;
  const { mtu: _, ...attributes } = wanted.item.attributes;
  return { ...wanted, item: { ...wanted.item, attributes } };
}

/** Problems about links that could not get their MTU; to be called after all links have been planned. */
export function largeMtus(wanted: readonly Wanted<Link>[], world: World): Problem[] {
  return wanted.flatMap((one) => {
    const { item, source, places } = one;
    const live = world.links.get(item.name);
    const large = live?.kind === item.kind ? tooLarge(one, world) : undefined;
    if (live === undefined || large === undefined || live.attributes['mtu'] === large.mtu) return [];
    const { mtu, fits, lowers } = large;
    const below = lowers.join(' and ');
    if (source === null) return live.attributes['mtu'] === fits ? [notAsBefore(live, large)] : [];
    const kept = live.attributes['mtu'] === fits ? '' : `; it has ${String(live.attributes['mtu'])}`;
    return [
      {
        code: 'mtu-too-large',
        severity: 'error',
        message: `${links.name(item)} cannot have an MTU of ${mtu}: ${below}, on which it stands, leaves it ${fits}${kept}`,
        hint: `raise the MTU of ${below}, or declare a smaller one`,
        source: places['mtu'] ?? source,
      },
    ];
  });
}

/** The warning about a restored link, which had its MTU since its lower device had a larger one. */
const notAsBefore = (link: Link, { mtu, fits, lowers }: TooLarge): Problem => ({
  code: 'less-room',
  severity: 'warning',
  message: `${links.name(link)} has an MTU of ${fits}, not ${mtu} as before: ${lowers.join(' and ')}, on which it stands, leaves it no more${hasLowMtu(link) ? ', and with that no IPv6' : ''}`,
  source: null,
});
