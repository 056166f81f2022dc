import type { RouteOptions } from '../model/route.ts';
import type { Mutable } from '../resources/mutable.ts';
import { childOf } from './node.ts';
import { readEncap } from './route-encap.ts';
import type { RouteSite } from './route-shape.ts';
import type { Definitions } from './schema/definitions.ts';

type Entry = Definitions['route'];

/** TCP_CA_NAME_MAX is 16. */
const ALGORITHM = /^[0-9A-Za-z_-]{1,15}$/;

/** Interprets what few routes have; undefined if there is nothing, or only defaults. */
export function readRouteOptions(entry: Entry, family: 4 | 6, site: RouteSite): RouteOptions | undefined {
  const { node, list, reporter } = site;
  const options: Mutable<RouteOptions> = {};
  if (entry['lock-mtu'] === true) {
    options.lockMtu = true;
    if (entry.mtu === undefined) {
      const span = childOf(node, 'lock-mtu') ?? node;
      reporter.error('missing-key', span, '"lock-mtu" is about the "mtu" of the route, which has none', {
        list,
      });
    }
  }
  if (entry['hop-limit'] !== undefined) options.hopLimit = entry['hop-limit'];
  if (entry['quick-ack'] === true) options.quickAck = true;
  if (entry['fast-open-no-cookie'] === true) options.fastOpenNoCookie = true;
  const algorithm = entry['congestion-control'];
  if (algorithm !== undefined) options.congestionControl = algorithm;
  if (algorithm !== undefined && !ALGORITHM.test(algorithm)) {
    const span = childOf(node, 'congestion-control') ?? node;
    const message = `"congestion-control" must be the name of an algorithm such as bbr, not ${JSON.stringify(algorithm)}`;
    reporter.error('wrong-value', span, message, { list });
  }
  if (entry['rto-min'] !== undefined) options.rtoMin = entry['rto-min'];
  const most = entry['maximum-congestion-window'];
  if (most !== undefined) options.maximumCongestionWindow = most;
  const { preference } = entry;
  if (preference !== undefined && family === 4) {
    const message = '"preference" has no meaning for an IPv4 route and is left out';
    reporter.warning('no-effect', childOf(node, 'preference') ?? node, message, { list });
  } else if (preference !== undefined && preference !== 'medium') options.preference = preference;
  const encap = readEncap(entry, family, site);
  if (encap !== undefined) options.encap = encap;
  for (const _ in options) return options;
  return undefined;
}
