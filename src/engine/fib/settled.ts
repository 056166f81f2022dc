import type { Address, Link, Route } from '../../model/index.ts';
import { networkOf } from '../../model/ip.ts';
import { RT_TABLE, RTPROT } from '../../netlink/index.ts';
import { addresses } from '../../resources/address/address.ts';
import { behindBare, metricOf, networksOf } from '../../resources/address/prefix-route.ts';
import { hasIpv6 } from '../../resources/link/ipv6-effects.ts';
import { masterOf } from '../../resources/link/terms.ts';
import { routes } from '../../resources/route/route.ts';
import type { World } from '../../resources/world.ts';

/**
 * Adds to the state after a plan what returns without a step: the kernel gives a link that was down for a moment its IPv6
 * link-local address again and solicits router advertisements, which bring the other automatic addresses and routes.
 */
export function settle(world: World, before: World): void {
  const isThere = (name: string): boolean => {
    const link = world.links.get(name);
    const was = before.links.get(name);
    return link !== undefined && was?.kind === link.kind && doesIpv6(link);
  };
  for (const [key, address] of before.addresses) {
    if (
      address.family === 6 &&
      addresses.automatic(address) &&
      isThere(address.link) &&
      !world.addresses.has(key)
    )
      world.addresses.set(key, address);
  }
  for (const [key, route] of before.routes) {
    if (
      route.family === 6 &&
      route.protocol === RTPROT.RA &&
      isThere(route.link ?? '') &&
      !world.routes.has(key)
    )
      world.routes.set(key, route);
  }
}

const doesIpv6 = (link: Link): boolean => link.attributes['state'] !== 'down' && hasIpv6(link);

/** The routes that the kernel makes for the networks of addresses (fib_add_ifaddr, addrconf_prefix_route). */
export function automaticRoutes(world: World): Route[] {
  const addresses = [...world.addresses.values()];
  const behind = behindBare(addresses);
  return addresses.flatMap((address) => {
    const link = world.links.get(address.link);
    if (link === undefined || behind.has(address)) return [];
    return networksOf(address).map(({ ip, prefix }) => {
      const to = `${networkOf(ip, prefix).text}/${prefix}`;
      return routes.normal({ ...usual(address), table: tableOf(link, world), to, link: link.name });
    });
  });
}

const usual = (
  address: Address,
): Pick<Route, 'type' | 'family' | 'tos' | 'metric' | 'kind' | 'protocol'> => ({
  type: 'route',
  family: address.family,
  tos: 0,
  metric: metricOf(address),
  kind: 'unicast',
  protocol: RTPROT.KERNEL,
});

function tableOf(link: Link, world: World): number {
  const vrf = vrfOf(link.name, world);
  return vrf === null
    ? RT_TABLE.MAIN
    : Number(world.links.get(vrf)?.attributes['vrf.table'] ?? RT_TABLE.MAIN);
}

/** The VRF that is the master of a link; null if there is none. */
export function vrfOf(name: string, world: World): string | null {
  const link = world.links.get(name);
  const [master] = link === undefined ? [] : masterOf(link);
  return master !== undefined && world.links.get(master)?.kind === 'vrf' ? master : null;
}
