import type { Route, RouteOptions, Value } from '../../model/index.ts';
import { type route as message, ROUTER_PREF, unknown, type Value as ValueOf } from '../../netlink/index.ts';
import type { Mutable } from '../mutable.ts';

type Fields = ValueOf<typeof message>;
type Metrics = NonNullable<Fields['metrics']>;

/** RTAX_MTU, RTAX_CWND, RTAX_RTO_MIN: bits of RTAX_LOCK. */
const MTU_LOCK = 1 << 2;
const CWND_LOCK = 1 << 7;
const RTO_LOCK = 1 << 13;

/** The options by their names in the configuration. */
export const ROUTE_OPTIONS: readonly (readonly [attribute: string, of: keyof RouteOptions & string])[] = [
  ['lock-mtu', 'lockMtu'],
  ['hop-limit', 'hopLimit'],
  ['quick-ack', 'quickAck'],
  ['fast-open-no-cookie', 'fastOpenNoCookie'],
  ['congestion-control', 'congestionControl'],
  ['rto-min', 'rtoMin'],
  ['maximum-congestion-window', 'maximumCongestionWindow'],
  ['preference', 'preference'],
  ['encap', 'encap'],
];

/** Reads the options of a live route; undefined if it has none, as nearly all. */
export function readOptions(
  metrics: Metrics | undefined,
  pref: number | undefined,
): RouteOptions | undefined {
  const preference = preferenceOf(pref);
  if (metrics === undefined) return preference && { preference };
  const { lock = 0, hoplimit, quickack, fastopenNoCookie, ccAlgo, rtoMin, cwnd } = metrics;
  const options: Mutable<RouteOptions> = {};
  if ((lock & MTU_LOCK) !== 0) options.lockMtu = true;
  if (hoplimit !== undefined) options.hopLimit = hoplimit;
  if (quickack === 1) options.quickAck = true;
  if (fastopenNoCookie === 1) options.fastOpenNoCookie = true;
  if (ccAlgo !== undefined) options.congestionControl = ccAlgo;
  if (rtoMin !== undefined) options.rtoMin = rtoMin;
  if (cwnd !== undefined) options.maximumCongestionWindow = cwnd;
  if (preference !== undefined) options.preference = preference;
  for (const _ in options) return options;
  return undefined;
}

function preferenceOf(pref: number | undefined): RouteOptions['preference'] {
  if (pref === ROUTER_PREF.LOW) return 'low';
  return pref === ROUTER_PREF.HIGH ? 'high' : undefined;
}

/** RTAX_* for which the model has members. */
const KNOWN: ReadonlySet<string> = new Set<string & keyof Metrics>([
  ...(['mtu', 'advmss', 'initcwnd', 'initrwnd'] as const),
  ...(['lock', 'hoplimit', 'quickack', 'fastopenNoCookie', 'ccAlgo', 'rtoMin', 'cwnd'] as const),
]);

/** Whether the members of the model do not say all that the metrics say. */
export function saysMore(metrics: Metrics): boolean {
  for (const key in metrics) if (!KNOWN.has(key)) return true;
  const { lock = 0, mtu, rtoMin, cwnd, quickack = 1, fastopenNoCookie = 1 } = metrics;
  const locks = (mtu === undefined ? 0 : lock & MTU_LOCK) | locksOf(rtoMin, cwnd);
  return lock !== locks || quickack !== 1 || fastopenNoCookie !== 1 || unknown in metrics;
}

/** The kernel heeds these only where they are locked (tcp_rto_min, tcp_init_metrics). */
const locksOf = (rtoMin: number | undefined, cwnd: number | undefined): number =>
  (rtoMin === undefined ? 0 : RTO_LOCK) | (cwnd === undefined ? 0 : CWND_LOCK);

/** The metrics of a route that is made; undefined if it has none. */
export function metricsOf(route: Route): Fields['metrics'] {
  const { mtu, advertisedMss, congestionWindow, advertisedReceiveWindow, options } = route;
  const metrics: Mutable<Metrics> = options === undefined ? {} : optionMetrics(options);
  if (mtu != null) metrics.mtu = mtu;
  if (advertisedMss != null) metrics.advmss = advertisedMss;
  if (congestionWindow != null) metrics.initcwnd = congestionWindow;
  if (advertisedReceiveWindow != null) metrics.initrwnd = advertisedReceiveWindow;
  for (const _ in metrics) return metrics;
  return undefined;
}

function optionMetrics(options: RouteOptions): Mutable<Metrics> {
  const { lockMtu, hopLimit, quickAck, fastOpenNoCookie, congestionControl, rtoMin } = options;
  const { maximumCongestionWindow: cwnd } = options;
  const lock = (lockMtu === true ? MTU_LOCK : 0) | locksOf(rtoMin, cwnd);
  return {
    ...(lock !== 0 && { lock }),
    ...(hopLimit !== undefined && { hoplimit: hopLimit }),
    ...(quickAck === true && { quickack: 1 }),
    ...(fastOpenNoCookie === true && { fastopenNoCookie: 1 }),
    ...(congestionControl !== undefined && { ccAlgo: congestionControl }),
    ...(rtoMin !== undefined && { rtoMin }),
    ...(cwnd !== undefined && { cwnd }),
  };
}

const PREFERENCES = { low: ROUTER_PREF.LOW, high: ROUTER_PREF.HIGH } as const;

/** RTA_PREF; undefined if it need not be said. */
export const prefOf = ({ options }: Route): number | undefined =>
  options?.preference === undefined ? undefined : PREFERENCES[options.preference];

/** The value of each option, for comparisons. */
export const optionValues: readonly (readonly [string, (route: Route) => Value | undefined])[] =
  ROUTE_OPTIONS.map(([attribute, member]) => [attribute, ({ options }) => options?.[member]]);
