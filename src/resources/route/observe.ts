import type { Nexthop, Route } from '../../model/index.ts';
import {
  AF,
  type Connection,
  formatAddress,
  route as message,
  RTM,
  RTM_F,
  RTNH_F,
  type Value,
} from '../../netlink/index.ts';
import type { LinkIndex } from '../room.ts';
import { scopeName } from '../scope.ts';
import { routes } from './route.ts';
import { routeTypeName } from './types.ts';

type Live = Readonly<Value<typeof message>>;

/** Every route of both families in all tables, but for the kernel's cache. */
export async function observeRoutes(connection: Connection, links: LinkIndex): Promise<Route[]> {
  const dump = (family: number) =>
    connection.dump({ message, type: RTM.GETROUTE, value: { family } }, (view) => read(view, links));
  return [...(await dump(AF.INET)), ...(await dump(AF.INET6))];
}

function read(live: Live, links: LinkIndex): Route | undefined {
  const kind = routeTypeName(live.type ?? 0);
  if (kind === undefined || ((live.flags ?? 0) & RTM_F.CLONED) !== 0) return undefined;
  const v4 = live.family === AF.INET;
  const metrics = live.metrics;
  const gateway = live.gateway ?? live.via?.address;
  return routes.normal({
    type: 'route',
    family: v4 ? 4 : 6,
    table: live.table ?? live.tableId ?? 0,
    to: `${live.dst === undefined ? (v4 ? '0.0.0.0' : '::') : formatAddress(live.dst)}/${live.dstLen ?? 0}`,
    tos: live.tos ?? 0,
    metric: live.priority ?? 0,
    kind,
    via: gateway === undefined ? null : formatAddress(gateway),
    link: live.oif === undefined ? null : (links.nameOf(live.oif) ?? `#${live.oif}`),
    from: live.prefsrc === undefined ? null : formatAddress(live.prefsrc),
    scope: scopeName(live.scope ?? 0),
    onLink: ((live.flags ?? 0) & RTNH_F.ONLINK) !== 0,
    protocol: live.protocol ?? 0,
    mtu: metrics?.mtu ?? null,
    advertisedMss: metrics?.advmss ?? null,
    congestionWindow: metrics?.initcwnd ?? null,
    advertisedReceiveWindow: metrics?.initrwnd ?? null,
    ...(live.multipath !== undefined && { nexthops: live.multipath.map((hop) => nexthop(hop, links)) }),
    ...(live.nhId !== undefined && { nexthopId: live.nhId }),
  });
}

type Hop = NonNullable<Live['multipath']>[number];

function nexthop(hop: Hop, links: LinkIndex): Nexthop {
  const gateway = hop.gateway ?? hop.via?.address;
  return {
    via: gateway === undefined ? null : formatAddress(gateway),
    link: links.nameOf(hop.index ?? 0) ?? `#${hop.index ?? 0}`,
    weight: (hop.hops ?? 0) + 1,
    onLink: ((hop.flags ?? 0) & RTNH_F.ONLINK) !== 0,
  };
}
