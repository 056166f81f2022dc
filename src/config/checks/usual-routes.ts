import { ipv4Of } from '../../model/ip.ts';
import { ipv4At, prefixAt } from '../../model/ipv4-text.ts';
import { findPacked } from '../../resources/route/packed-slots.ts';
import type { Context } from '../context.ts';
import type { Draft, SaidRoute } from '../draft.ts';
import { type JoinedRoutes, joinUsual } from '../join-usual.ts';
import { makeObjects } from '../usual-order.ts';
import { reachOf } from './routes.ts';

/**
 * Joins the common routes of all devices. Complaints need objects: if there is anything to complain about, or if there
 * are patterns to be checked, the routes concerned become objects.
 */
export function joinUsualRoutes(context: Context): void {
  const { devices } = context;
  if (devices.every(({ usual }) => usual === undefined)) return;
  const asksForEach = context.ignored.spans.size > 0;
  for (const draft of devices) if (asksForEach || !reachesGateways(draft)) makeObjects(draft);
  const joined = joinUsual(devices);
  if (joined === undefined || devices.some(({ routes }) => meet(routes, joined)))
    devices.forEach(makeObjects);
  else context.joined = joined.owners.length === 0 ? undefined : joined;
}

/** Whether there is nothing to complain about the gateways of a device's common routes. */
function reachesGateways(draft: Draft): boolean {
  const { usual, addresses } = draft;
  if (usual === undefined) return true;
  const own = new Set(addresses.map(({ item }) => item.address));
  const isReached = reachOf(draft);
  const known = new Set<number>();
  let last = -1;
  return usual.gateways.every((gateway) => {
    if (gateway === last || known.has(gateway)) return true;
    const ip = ipv4Of(gateway);
    if (own.has(ip.text) || !isReached(ip)) return false;
    known.add(gateway);
    last = gateway;
    return true;
  });
}

/** Whether one of these routes has the key of a common one. */
const meet = (routes: readonly SaidRoute[], joined: JoinedRoutes): boolean =>
  routes.some(({ item: { family, to, table, metric } }) => {
    if (family !== 4) return false;
    const slash = to.indexOf('/');
    const length = prefixAt(to, slash + 1, to.length);
    return findPacked(joined, ipv4At(to, 0, slash), length, table, metric) >= 0;
  });
