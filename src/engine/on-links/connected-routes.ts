import type { Address, Route, Step } from '../../model/index.ts';
import { covers, type Ip, networkOf, parseIp, parseIpPrefix } from '../../model/ip.ts';
import { RT_TABLE, RTPROT } from '../../netlink/index.ts';
import { behindBare, metricOf, networksOf } from '../../resources/address/prefix-route.ts';
import { linkOf } from '../../resources/address/terms.ts';
import { masterOf } from '../../resources/link/terms.ts';
import { routes as room } from '../../resources/route/route.ts';
import type { World } from '../../resources/world.ts';
import { createStep } from '../objects/steps.ts';

/**
 * Steps that bring back connected routes which somebody has deleted (`ip route flush dev …`): without the route to the network of a
 * gateway, the kernel refuses new routes via that gateway. If a step changes the link or its addresses, the kernel creates them again by
 * itself.
 */
export function connectedAgain(routes: readonly Step[], others: readonly Step[], world: World): Step[] {
  const gateways = new Map<string, { readonly link: string; readonly gateway: Ip }>();
  for (const { after } of routes) {
    if (after?.type !== 'route') continue;
    for (const { via, link, onLink } of after.nexthops ?? [after]) {
      if (via == null || link == null || onLink === true) continue;
      const gateway = parseIp(via);
      if (gateway !== undefined) gateways.set(`${link} ${via}`, { link, gateway });
    }
  }
  if (gateways.size === 0) return [];
  const touched = new Set(others.flatMap(linksOf));
  const direct = directRoutes(world);
  const steps: Step[] = [];
  for (const { link, gateway } of gateways.values()) {
    if (touched.has(link) || !isPlain(link, world)) continue;
    const known = direct.get(link) ?? [];
    if (known.some((route) => leadsTo(route, gateway))) continue;
    const there = world.addresses.where(linkOf, link).map(([, one]) => one);
    const behind = behindBare(there);
    const [item] = there.flatMap((one) =>
      !behind.has(one) && known.some((route) => isLasting(route, one)) ? (routeTo(gateway, one) ?? []) : [],
    );
    if (item === undefined) continue;
    steps.push(
      createStep(room, { item, source: null, places: {} }, item, "the kernel's own, which was deleted"),
    );
    world.routes.set(room.key(item), item);
    direct.set(link, [...known, item]);
  }
  return steps;
}

const linksOf = ({ before, after }: Step): string[] =>
  [before, after].flatMap((item) => {
    if (item?.type === 'link') return [item.name];
    return item?.type === 'address' ? [item.link] : [];
  });

/** Whether the link is up, and no port: in a VRF its connected routes are in another table. */
function isPlain(name: string, world: World): boolean {
  const link = world.links.get(name);
  return link !== undefined && link.attributes['state'] === 'up' && masterOf(link).length === 0;
}

/** The routes without a gateway, by link. */
function directRoutes(world: World): Map<string, Route[]> {
  const found = new Map<string, Route[]>();
  for (const route of world.routes.values()) {
    if (route.link == null || route.via != null) continue;
    const known = found.get(route.link);
    if (known === undefined) found.set(route.link, [route]);
    else known.push(route);
  }
  return found;
}

function leadsTo({ kind, to }: Route, gateway: Ip): boolean {
  const network = parseIpPrefix(to);
  return kind === 'unicast' && typeof network !== 'string' && covers(network.ip, network.prefix, gateway);
}

/** Whether it is a route of the table local, which is not flushed along. If there is one, the kernel's routes have been observed. */
const isLasting = ({ family, table, protocol }: Route, address: Address): boolean =>
  family === address.family && table === RT_TABLE.LOCAL && protocol === RTPROT.KERNEL;

/** The connected route of the address that leads to a gateway, as fib_add_ifaddr and addrconf_prefix_route create it. */
function routeTo(gateway: Ip, one: Address): Route | undefined {
  const near = networksOf(one).find(
    ({ ip, prefix }) => ip.family === gateway.family && covers(ip, prefix, gateway),
  );
  if (near === undefined) return undefined;
  const { family, address, link } = one;
  return room.normal({
    type: 'route',
    family,
    table: RT_TABLE.MAIN,
    to: `${networkOf(near.ip, near.prefix).text}/${near.prefix}`,
    tos: 0,
    metric: metricOf(one),
    kind: 'unicast',
    link,
    protocol: RTPROT.KERNEL,
    ...(family === 4 && { from: address, scope: 'link' as const }),
  });
}
