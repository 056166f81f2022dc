import type { Link, Problem, Value } from '../../model/index.ts';
import { IPV6_MIN_MTU } from '../../model/ip.ts';
import { MASTERS } from '../../model/language/masters.ts';
import { hasLowMtu, isOfIpv6 } from '../../resources/link/ipv6-effects.ts';
import { links } from '../../resources/link/link.ts';
import type { Wanted } from '../../resources/room.ts';
import type { World } from '../../resources/world.ts';
import { newMtu } from './usual-mtu.ts';

/**
 * The wanted link without IPv6 settings if its MTU is too low for IPv6: the kernel refuses them then (inet6_validate_link_af:
 * EAFNOSUPPORT).
 */
export function withoutIpv6Settings(wanted: Wanted<Link>, world: World): Wanted<Link> {
  const { item } = wanted;
  const {
    mtu = mtuOfTaker(item, world) ?? world.links.get(item.name)?.attributes['mtu'] ?? newMtu(item, world),
  } = item.attributes;
  if (!hasLowMtu({ attributes: { mtu: mtu ?? null } })) return wanted;
  const others = Object.entries(item.attributes).filter(([name]) => !isOfIpv6(name));
  return { ...wanted, item: { ...item, attributes: Object.fromEntries(others) } };
}

/** The MTU that a link gets as it becomes a port of a bond or a team (bond_enslave, team_port_add). */
function mtuOfTaker({ name, attributes: { master } }: Link, { links }: World): Value | undefined {
  if (typeof master !== 'string' || links.get(name)?.attributes['master'] === master) return undefined;
  const taker = links.get(master);
  return MASTERS[taker?.kind ?? '']?.takesPortsOver === true ? taker?.attributes['mtu'] : undefined;
}

/**
 * Warnings about declared IPv6 settings that have no effect because of a low MTU; to be called after all links have been planned.
 */
export function settingsWithoutIpv6(wanted: readonly Wanted<Link>[], world: World): Problem[] {
  return wanted.flatMap(({ item, source, places }) => {
    const live = world.links.get(item.name);
    if (source === null || live === undefined || !hasLowMtu(live)) return [];
    const settings = Object.keys(item.attributes).filter(isOfIpv6);
    return settings.map((attribute) => ({
      code: 'no-ipv6',
      severity: 'warning',
      message: `"${keyOf(attribute)}" has no effect: with an MTU of ${String(live.attributes['mtu'])} ${links.name(item)} has no IPv6`,
      hint: `IPv6 needs an MTU of at least ${IPV6_MIN_MTU}: raise that of ${item.name}, and of the links that it stands on`,
      source: places[attribute] ?? source,
    }));
  });
}

const keyOf = (attribute: string): string => attribute.replace(/^sysctl\./, '');
