import type { Link } from '../../model/index.ts';
import { IPV6_MIN_MTU } from '../../model/ip.ts';
import type { Difference } from '../room.ts';
import type { World } from '../world.ts';

const MTU = 'ipv6-mtu';
const OFF = 'sysctl.ipv6.disable_ipv6';

/** Whether the kernel has IPv6 on the link; an MTU that is not known is taken to be high enough. */
export const hasIpv6 = (link: Link): boolean => !hasLowMtu(link) && Number(link.attributes[OFF] ?? 0) === 0;

export const hasLowMtu = ({ attributes: { mtu } }: Pick<Link, 'attributes'>): boolean =>
  typeof mtu === 'number' && mtu < IPV6_MIN_MTU;

/** Whether a link that is still there in this world has lost IPv6 by its MTU. */
export function losesIpv6(link: Link, { links }: Pick<World, 'links'>): boolean {
  const then = links.get(link.name);
  return then !== undefined && hasLowMtu(then) && !hasLowMtu(link);
}

/** Whether an attribute belongs to IPv6 on the link, and so does not exist without it. */
export const isOfIpv6 = (attribute: string): boolean => /^(ipv6-|accept-ra$|sysctl\.ipv6\.)/.test(attribute);

/** The link with its IPv6 MTU reset to its MTU, as happens when it comes up or its MTU changes (addrconf_notify). */
export function withoutIpv6Mtu(link: Link): Link {
  return (link.attributes[MTU] ?? null) === null
    ? link
    : { ...link, attributes: { ...link.attributes, [MTU]: null } };
}

/** Whether these changes make the kernel reset the IPv6 MTU. */
export const forgetsIpv6Mtu = (differences: readonly Difference[]): boolean =>
  differences.some(
    ({ attribute, after, how }) =>
      attribute === 'mtu' || how === 'down' || how === 'empty' || (attribute === 'state' && after === 'up'),
  );

/** Whether a change turns IPv6 off on the link, which removes its addresses and routes (addrconf_disable_change). */
export const switchesIpv6Off = (before: Link, after: Link): boolean =>
  Number(after.attributes[OFF] ?? 0) !== 0 && Number(before.attributes[OFF] ?? 0) === 0;
