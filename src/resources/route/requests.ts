import type { Nexthop, Route, Step } from '../../model/index.ts';
import {
  AF,
  route as message,
  NLM_F,
  parseAddress,
  type Request,
  RTM,
  RTNH_F,
  type Value,
} from '../../netlink/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';
import type { LinkIndex } from '../room.ts';
import { scopeNumber } from '../scope.ts';
import { ROUTE_TYPES } from './types.ts';

type Fields = Value<typeof message>;

export function routeRequests(step: Step, links: LinkIndex): Request[] {
  const before = step.before?.type === 'route' ? step.before : null;
  const after = step.after?.type === 'route' ? step.after : null;
  switch (step.action) {
    case 'remove':
      // Everything is named, so that the delete can never hit a neighbour's route (fib_table_delete takes the first match).
      return before === null
        ? []
        : [
            {
              message,
              type: RTM.DELROUTE,
              value: { ...fields(before, links), protocol: before.protocol ?? 0 },
            },
          ];
    case 'create':
      return after === null ? [] : [set(after, NLM_F.CREATE | NLM_F.EXCL, links)];
    case 'change':
    case 'replace':
      // REPLACE swaps the route without a moment between; identity (table, destination, tos, metric) stays.
      return after === null ? [] : [set(after, NLM_F.CREATE | NLM_F.REPLACE, links)];
  }
}

function set(route: Route, flags: number, links: LinkIndex): Request {
  return {
    message,
    type: RTM.NEWROUTE,
    flags,
    value: { ...fields(route, links), protocol: route.protocol ?? OUR_PROTOCOL },
  };
}

function fields(route: Route, links: LinkIndex): Fields {
  const slash = route.to.lastIndexOf('/');
  const dstLen = Number(route.to.slice(slash + 1));
  return {
    family: route.family === 4 ? AF.INET : AF.INET6,
    dstLen,
    tos: route.tos,
    tableId: route.table < 256 ? route.table : 0,
    table: route.table,
    type: ROUTE_TYPES[route.kind],
    scope: scopeNumber(route.scope ?? 'global'),
    ...(route.onLink === true && { flags: RTNH_F.ONLINK }),
    ...(dstLen > 0 && { dst: parseAddress(route.to.slice(0, slash)) }),
    ...(route.metric !== 0 && { priority: route.metric }),
    ...(route.nexthops === undefined ? gateway(route) : multipath(route.nexthops, route.family, links)),
    ...(route.link != null && { oif: links.indexOf(route.link) }),
    ...(route.from != null && { prefsrc: parseAddress(route.from) }),
    ...metrics(route),
  };
}

/** RTA_GATEWAY, or RTA_VIA for a gateway of the other family. */
function gateway({ via, family }: Pick<Route, 'via' | 'family'>): Pick<Fields, 'gateway' | 'via'> {
  if (via == null) return {};
  const address = parseAddress(via);
  const v4 = typeof address === 'number';
  if (v4 === (family === 4)) return { gateway: address };
  return { via: { family: v4 ? AF.INET : AF.INET6, address } };
}

function multipath(hops: readonly Nexthop[], family: 4 | 6, links: LinkIndex): Fields {
  return {
    multipath: hops.map((hop) => ({
      flags: hop.onLink ? RTNH_F.ONLINK : 0,
      hops: hop.weight - 1,
      index: links.indexOf(hop.link),
      ...gateway({ via: hop.via, family }),
    })),
  };
}

function metrics(route: Route): Fields {
  const set = {
    ...(route.mtu != null && { mtu: route.mtu }),
    ...(route.advertisedMss != null && { advmss: route.advertisedMss }),
    ...(route.congestionWindow != null && { initcwnd: route.congestionWindow }),
    ...(route.advertisedReceiveWindow != null && { initrwnd: route.advertisedReceiveWindow }),
  };
  return Object.keys(set).length === 0 ? {} : { metrics: set };
}
