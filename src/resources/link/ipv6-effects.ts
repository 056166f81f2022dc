import type { Link } from '../../model/index.ts';
import { IPV6_MIN_MTU } from '../../model/ip.ts';
import type { Difference } from '../room.ts';

const MTU = 'ipv6-mtu';
const OFF = 'sysctl.ipv6.disable_ipv6';

/** Whether the kernel has IPv6 on the link; where its MTU is not known, it is high enough. */
export const hasIpv6 = (link: Link): boolean => !hasLowMtu(link) && Number(link.attributes[OFF] ?? 0) === 0;

export const hasLowMtu = ({ attributes: { mtu } }: Pick<Link, 'attributes'>): boolean =>
  typeof mtu === 'number' && mtu < IPV6_MIN_MTU;

/** Whether an attribute is one of IPv6 on the link, of which there is none without it. */
export const isOfIpv6 = (attribute: string): boolean => /^(ipv6-|accept-ra$|sysctl\.ipv6\.)/.test(attribute);

/** A link whose largest IPv6 packet is its MTU again: it came up, or got another MTU (addrconf_notify). */
export function withoutIpv6Mtu(link: Link): Link {
  return (link.attributes[MTU] ?? null) === null
    ? link
    : { ...link, attributes: { ...link.attributes, [MTU]: null } };
}

/** Whether these changes make the kernel forget the largest IPv6 packet. */
export const forgetsIpv6Mtu = (differences: readonly Difference[]): boolean =>
  differences.some(
    ({ attribute, after, how }) =>
      attribute === 'mtu' || how === 'down' || how === 'empty' || (attribute === 'state' && after === 'up'),
  );

/** Whether a change switches IPv6 off on the link, which takes its addresses and routes away (addrconf_disable_change). */
export const switchesIpv6Off = (before: Link, after: Link): boolean =>
  Number(after.attributes[OFF] ?? 0) !== 0 && Number(before.attributes[OFF] ?? 0) === 0;
