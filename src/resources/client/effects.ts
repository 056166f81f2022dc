import type { Client } from '../../model/index.ts';
import { RTPROT } from '../../netlink/index.ts';
import { isOfLinkLocal, linkOf } from '../address/terms.ts';
import { linksOf } from '../route/paths.ts';
import { routes } from '../route/route.ts';
import type { World } from '../world.ts';

/** Removes what the client has brought: addresses with a limited life, and for IPv4 the routes. */
export function afterClient(world: World, { link, role }: Client): void {
  if (role === 'auth' || role === 'wifi') return;
  const family = role === 'dhcp6' ? 6 : 4;
  for (const [key, address] of world.addresses.where(linkOf, link)) {
    if (address.family === family && (address.dynamic === true || isOfLinkLocal(address)))
      world.addresses.delete(key);
  }
  for (const [key, route] of world.routes.where(linksOf, link)) {
    if (route.family === family && route.protocol === RTPROT.DHCP && routes.automatic(route))
      world.routes.delete(key);
  }
}
