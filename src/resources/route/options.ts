import type { Route, RouteOptions, Value } from '../../model/index.ts';
import { type route as message, ROUTER_PREF, unknown, type Value as ValueOf } from '../../netlink/index.ts';
import type { Mutable } from '../mutable.ts';
import {
  ALWAYS_LOCKED,
  FEATURES,
  FLAG_METRICS,
  LOCKS,
  type Metrics,
  MTU_LOCK,
  NUMBER_METRICS,
  type NumberMetric,
} from './metrics.ts';

type Fields = ValueOf<typeof message>;

const NUMBERS: readonly NumberMetric[] = NUMBER_METRICS;

/** The options by their names in the configuration. */
export const ROUTE_OPTIONS: readonly (readonly [attribute: string, of: keyof RouteOptions & string])[] = [
  ['lock-mtu', 'lockMtu'],
  ...NUMBERS.map(({ key, of }) => [key, of] as const),
  ...FLAG_METRICS.map(({ key, of }) => [key, of] as const),
  ['congestion-control', 'congestionControl'],
  ['features', 'features'],
  ['locked', 'locked'],
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
  const { lock = 0, features = 0, ccAlgo } = metrics;
  const options: Mutable<RouteOptions> = {};
  if ((lock & MTU_LOCK) !== 0) options.lockMtu = true;
  for (const { metric, of, parts = 1 } of NUMBERS) {
    const value = metrics[metric];
    if (value !== undefined && value % parts === 0) options[of] = value / parts;
  }
  for (const { metric, of } of FLAG_METRICS) if (metrics[metric] === 1) options[of] = true;
  if (ccAlgo !== undefined) options.congestionControl = ccAlgo;
  const known = Object.keys(FEATURES).filter((word) => (features & (FEATURES[word] ?? 0)) !== 0);
  if (known.length > 0) options.features = known.join(' ');
  const locked = LOCKS.filter(({ id, metric }) => (lock & (1 << id)) !== 0 && metrics[metric] !== undefined);
  if (locked.length > 0) options.locked = locked.map(({ key }) => key).join(' ');
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
  ...(['mtu', 'advmss', 'initcwnd', 'initrwnd', 'lock', 'features', 'ccAlgo'] as const),
  ...[...NUMBER_METRICS, ...FLAG_METRICS].map(({ metric }) => metric),
]);

const KNOWN_FEATURES = Object.values(FEATURES).reduce((bits, bit) => bits | bit, 0);

/** Whether the members of the model do not say all that the metrics say. */
export function saysMore(metrics: Metrics): boolean {
  for (const key in metrics) if (!KNOWN.has(key)) return true;
  const { lock = 0, mtu, features = 0 } = metrics;
  const optional = locksOf(LOCKS, metrics) | (mtu === undefined ? 0 : MTU_LOCK);
  return (
    lock !== ((lock & optional) | locksOf(ALWAYS_LOCKED, metrics)) ||
    (features & ~KNOWN_FEATURES) !== 0 ||
    FLAG_METRICS.some(({ metric }) => (metrics[metric] ?? 1) !== 1) ||
    NUMBERS.some(({ metric, parts = 1 }) => (metrics[metric] ?? 0) % parts !== 0) ||
    unknown in metrics
  );
}

/** The locks of those metrics of a table that there are. */
const locksOf = (table: typeof LOCKS | typeof ALWAYS_LOCKED, metrics: Metrics): number =>
  table.reduce((bits, { id, metric }) => (metrics[metric] === undefined ? bits : bits | (1 << id)), 0);

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
  const { lockMtu, congestionControl, features, locked } = options;
  const metrics: Mutable<Metrics> = {};
  for (const { metric, of, parts = 1 } of NUMBERS) {
    const value = options[of];
    if (value !== undefined) metrics[metric] = value * parts;
  }
  for (const { metric, of } of FLAG_METRICS) if (options[of] === true) metrics[metric] = 1;
  if (congestionControl !== undefined) metrics.ccAlgo = congestionControl;
  if (features !== undefined)
    metrics.features = features.split(' ').reduce((bits, word) => bits | (FEATURES[word] ?? 0), 0);
  const words = locked?.split(' ') ?? [];
  const lock = LOCKS.reduce(
    (bits, { key, id }) => (words.includes(key) ? bits | (1 << id) : bits),
    (lockMtu === true ? MTU_LOCK : 0) | locksOf(ALWAYS_LOCKED, metrics),
  );
  if (lock !== 0) metrics.lock = lock;
  return metrics;
}

const PREFERENCES = { low: ROUTER_PREF.LOW, high: ROUTER_PREF.HIGH } as const;

/** RTA_PREF; undefined if it need not be said. */
export const prefOf = ({ options }: Route): number | undefined =>
  options?.preference === undefined ? undefined : PREFERENCES[options.preference];

/** The value of each option, for comparisons. */
export const optionValues: readonly (readonly [string, (route: Route) => Value | undefined])[] =
  ROUTE_OPTIONS.map(([attribute, member]) => [attribute, ({ options }) => options?.[member]]);
