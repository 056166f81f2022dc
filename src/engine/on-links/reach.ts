import type { Route } from '../../model/index.ts';
import { covers, type IpPrefix, isIpv6LinkLocal, parseIp, parseIpPrefix } from '../../model/ip.ts';
import { RTPROT } from '../../netlink/index.ts';
import { behindBare, networksOf } from '../../resources/address/prefix-route.ts';
import { hasIpv6 } from '../../resources/link/ipv6-effects.ts';
import { linksOf, linksWithIpv6, needsUp } from '../../resources/route/paths.ts';
import type { World } from '../../resources/world.ts';
import { hasCarrier } from './carrier.ts';
import { sourceTables } from './source-tables.ts';

/**
 * Returns a test whether the kernel would accept a route in this world: its links are up and have IPv6 if needed, its gateways
 * are reachable, its preferred source exists.
 */
export function reachability(world: World): (route: Route) => boolean {
  const networks = networksByLink(world);
  const isSource = sourceTables(world.addresses.values(), world);
  const known = new Map<string, boolean>();
  const inReach = (via: string | null | undefined, link: string | null | undefined): boolean => {
    if (via == null || link == null) return true;
    const key = `${link} ${via}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const gateway = parseIp(via);
    const reached =
      gateway !== undefined &&
      (isIpv6LinkLocal(gateway) ||
        (networks.get(link) ?? []).some(({ ip, prefix }) => covers(ip, prefix, gateway)));
    known.set(key, reached);
    return reached;
  };
  const isReady = (name: string, route: Route): boolean => {
    const link = world.links.get(name);
    if (link === undefined) return false;
    if (!needsUp(route)) return true;
    if (link.attributes['state'] !== 'up') return false;
    if (!hasIpv6(link) && linksWithIpv6(route).includes(name)) return false;
    // Nexthop objects also need a carrier, unlike plain routes (nh_create_ipv4, nh_create_ipv6: ENETDOWN).
    return route.nexthopId === undefined || hasCarrier(name, world);
  };
  return (route) =>
    linksOf(route).every((link) => isReady(link, route)) &&
    (route.onLink === true || inReach(route.via, route.link)) &&
    (route.nexthops ?? []).every((hop) => hop.onLink || inReach(hop.via, hop.link)) &&
    (route.from == null || isSource(route.from, route.table));
}

/** The networks that are reachable on each link without a gateway: those of its addresses and of its routes. */
function networksByLink(world: World): Map<string, IpPrefix[]> {
  const networks = new Map<string, IpPrefix[]>();
  const add = (link: string, network: IpPrefix): void => {
    const known = networks.get(link);
    if (known === undefined) networks.set(link, [network]);
    else known.push(network);
  };
  const bare = new Set<string>();
  const addresses = [...world.addresses.values()];
  const behind = behindBare(addresses);
  for (const address of addresses) {
    if (address.noPrefixRoute === true) bare.add(address.link);
    if (behind.has(address)) continue;
    for (const network of networksOf(address)) add(address.link, network);
  }
  for (const route of world.routes.values()) {
    // The gateway is looked up without a sender (ip6_nh_lookup_table).
    if (route.link == null || route.via != null || route.source !== undefined) continue;
    // Routes of the kernel are covered by the addresses that they are made for; NetworkManager makes them itself, with the
    // kernel's mark.
    if (route.protocol === RTPROT.KERNEL && !bare.has(route.link)) continue;
    const network = parseIpPrefix(route.to);
    if (typeof network !== 'string') add(route.link, network);
  }
  return networks;
}
