import type { RouteOptions } from '../model/route.ts';
import type { Mutable } from '../resources/mutable.ts';
import { FEATURES, FLAG_METRICS, LOCKS, NUMBER_METRICS } from '../resources/route/metrics.ts';
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
  readLocks(entry, options, site);
  for (const { key, of } of NUMBER_METRICS) {
    const value = entry[key];
    if (value !== undefined) options[of] = value;
  }
  for (const { key, of } of FLAG_METRICS) if (entry[key] === true) options[of] = true;
  const { features = [] } = entry;
  if (features.length > 0) {
    const said: readonly string[] = features;
    options.features = Object.keys(FEATURES)
      .filter((word) => said.includes(word))
      .join(' ');
  }
  const algorithm = entry['congestion-control'];
  if (algorithm !== undefined) options.congestionControl = algorithm;
  if (algorithm !== undefined && !ALGORITHM.test(algorithm)) {
    const span = childOf(node, 'congestion-control') ?? node;
    const message = `"congestion-control" must be the name of an algorithm such as bbr, not ${JSON.stringify(algorithm)}`;
    reporter.error('wrong-value', span, message, { list });
  }
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

/** `lock-mtu` and `locked`: each is about a metric of the route. */
function readLocks(entry: Entry, options: Mutable<RouteOptions>, { node, list, reporter }: RouteSite): void {
  if (entry['lock-mtu'] === true) {
    options.lockMtu = true;
    if (entry.mtu === undefined) {
      const span = childOf(node, 'lock-mtu') ?? node;
      reporter.error('missing-key', span, '"lock-mtu" is about the "mtu" of the route, which has none', {
        list,
      });
    }
  }
  const { locked = [] } = entry;
  if (locked.length === 0) return;
  const span = childOf(node, 'locked') ?? node;
  for (const key of locked) {
    if (entry[key] !== undefined) continue;
    reporter.error('missing-key', span, `"locked" is about the "${key}" of the route, which has none`, {
      list,
    });
  }
  const said: readonly string[] = locked;
  options.locked = LOCKS.filter(({ key }) => said.includes(key))
    .map(({ key }) => key)
    .join(' ');
}
