import type { Attributes, Link } from '../../model/index.ts';
import { IPV6_MIN_MTU, isMulticast, parseIp } from '../../model/ip.ts';
import type { World } from '../../resources/world.ts';
import { devicesTowards, ETHERNET, greLength, IPV4, IPV6, LENGTHS } from './tunnel-mtu.ts';

/** The option of the outer header that limits how deeply tunnels are nested. */
const limitLength = (attributes: Attributes): number => (attributes['tunnel.encap-limit'] === 'none' ? 0 : 8);

/**
 * Lengths of the outer headers of kinds that always have the MTU that IPv6 needs (ipip6_tunnel_bind_dev, ip6_tnl_link_config,
 * ip6gre_tnl_link_config_route).
 */
const ENOUGH: Readonly<Record<string, (attributes: Attributes) => number>> = {
  ip6gre: (attributes) => IPV6 + greLength(attributes) + limitLength(attributes),
  ip6gretap: (attributes) => ETHERNET + IPV6 + greLength(attributes) + limitLength(attributes),
  ip6tnl: (attributes) => IPV6 + limitLength(attributes),
  sit: () => IPV4,
};

/** The MTU that IPv4 needs (IPV4_MIN_MTU), and the largest one (IP_MAX_MTU). */
const [LEAST, MOST] = [68, 0xffff];

/**
 * The MTU that the kernel would give a tunnel if it were created now: what the headers leave of that of the device towards the
 * remote end. Undefined if that device is not certain. The end is noted (`mtuEnds`), as routes of others may lead there.
 */
export function usualMtuOfTunnel({ name, kind, attributes }: Link, world: World): number | undefined {
  const remote = attributes['geneve.remote'] ?? attributes['tunnel.remote'];
  if ((LENGTHS[kind] ?? ENOUGH[kind]) === undefined || typeof remote !== 'string') return undefined;
  if ((attributes['tunnel.encap'] ?? 'none') !== 'none') return undefined;
  const ip = parseIp(remote);
  const isV6 = remote.includes(':');
  // Without both ends these look up no route (ip6_tnl_get_cap).
  const isOpen = isV6 && kind !== 'geneve' && typeof attributes['tunnel.local'] !== 'string';
  if (ip === undefined || isMulticast(ip) || isOpen) return undefined;
  world.mtuEnds.add(remote);
  const devices = devicesTowards(remote, { name, type: 'link', kind, attributes }, world);
  const mtus = new Set(
    devices.map((one) => (world.mtuDoubts.has(one) ? undefined : world.links.get(one)?.attributes['mtu'])),
  );
  const [mtu] = mtus;
  const length = (LENGTHS[kind] ?? ENOUGH[kind])?.(attributes, isV6);
  if (typeof mtu !== 'number' || mtus.size > 1 || mtu > MOST || length === undefined) return undefined;
  return Math.max(mtu - length, kind in ENOUGH ? IPV6_MIN_MTU : LEAST);
}
