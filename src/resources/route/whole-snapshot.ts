import { type PackedSeen, type Route, SEEN, type Snapshot } from '../../model/index.ts';
import { formatAddress } from '../../netlink/index.ts';
import { OUR_PROTOCOL } from '../mark.ts';

/** The snapshot with an object for each route, including packed ones. */
export function wholeSnapshot({ packed, ...snapshot }: Snapshot): Snapshot {
  if (packed === undefined) return snapshot;
  const routes = [...snapshot.routes];
  packed.states.forEach((state, at) => {
    if (state === SEEN.AS_DECLARED) routes.push(unpacked(packed, at));
  });
  return { ...snapshot, routes };
}

/** A packed route as a dump shows it. */
function unpacked({ routes, links }: PackedSeen, at: number): Route {
  return {
    type: 'route',
    family: 4,
    table: routes.tables[at] ?? 0,
    to: `${formatAddress(routes.destinations[at] ?? 0)}/${routes.lengths[at]}`,
    tos: 0,
    metric: routes.metrics[at] ?? 0,
    kind: 'unicast',
    via: formatAddress(routes.gateways[at] ?? 0),
    link: links[routes.on[at] ?? 0] ?? null,
    from: null,
    scope: 'global',
    onLink: false,
    mtu: null,
    advertisedMss: null,
    congestionWindow: null,
    advertisedReceiveWindow: null,
    protocol: OUR_PROTOCOL,
  };
}
